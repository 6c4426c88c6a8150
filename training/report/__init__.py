"""The evaluation report: how good a tagger is on labelled articles, built once as data, rendered three ways.

    judgements   what a tagger said and what is true, as arrays; cross_validation makes them without a tagger
      └─ build   figures, intervals, thresholds, reliability, mistakes, pairs, slices ▶ contents.Report
           └─ json_form, terminal, page

A figure that the articles cannot tell is None, with a note; never a silent 0.
"""
