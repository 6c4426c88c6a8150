import pytest

from service.limits import Places
from service.problems import Problem


def test_without_a_place_the_answer_is_immediate_and_says_when_to_come_back() -> None:
    places = Places(1, full="busy")

    with places, pytest.raises(Problem) as refused, places:
        pass

    assert refused.value.status == 503
    assert refused.value.headers["Retry-After"] == "1"


def test_a_place_is_given_back_after_a_failure() -> None:
    places = Places(1, full="busy")

    with pytest.raises(ValueError, match="broken"), places:
        raise ValueError("broken")

    with places:
        pass
