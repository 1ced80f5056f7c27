"""Patterns: what is accepted, what is refused, and why."""

import re

import pytest

from guichet_validate.checks.regular import judge
from guichet_validate.validator import build

ACCEPTED = [
    "^$",
    "^[0-9]{5}$",
    "^(a|b)$",
    "^(?:01|02)(?:-[0-9]+)*$",
    "^(\\+33 ?|0)[1-9]([ .]?[0-9]{2}){4}$",
    "^[A-Za-z0-9_+-]+(\\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]+(-+[A-Za-z0-9]+)*\\.)+[A-Za-z]{2,63}$",
    "^[A-Za-zÀ-ÖØ-öø-ÿ' -]+$",
    "^[^@]+@[^@]+$",
    "^[a\\]]$",
    "^.*x.*$",
    "^a{2,}?$",
]
REFUSED = {
    "a": "anchor",
    "^a": "anchor",
    "a$": "anchor",
    "^a|b$": "anchor",
    "^a\\$": "anchor",
    "^a^b$": "anchor",
    "^(a$)$": "anchor",
    "^[a$": "syntax",
    "^(a$": "anchor",
    "^a)$": "syntax",
    "^a**$": "syntax",
    "^a{2,1}$": "syntax",
    "^a{,2}$": "syntax",
    "^[z-a]$": "syntax",
    "^*$": "syntax",
    "^a}$": "syntax",
    "^\\": "syntax",
    "^\\d$": "portable",
    "^\\w+$": "portable",
    "^\\p{L}+$": "portable",
    "^(?=a)a$": "portable",
    "^(?i)a$": "portable",
    "^(?P<n>a)$": "portable",
    "^(a)\\1$": "portable",
    "^a++$": "portable",
    "^[a&&b]$": "portable",
    "^[[:alpha:]]$": "portable",
    "^(a+)+$": "slow",
    "^(a*)*$": "slow",
    "^(a|a)*$": "slow",
    "^(a|ab|b)*$": "slow",
    "^(a{1,5})*$": "slow",
    "^([a-z]+)*[0-9]$": "slow",
    "^(x+x+)+y$": "slow",
    "^(a?){30}a{30}$": "slow",
    "^a*a*a*a*a*b$": "slow",
    "^" + "a?" * 60 + "$": "slow",
    "^a{1001}$": "size",
    "^" + "(" * 30 + "a" + ")" * 30 + "$": "size",
}


@pytest.mark.parametrize("pattern", ACCEPTED)
def test_ordinary_patterns_are_accepted_and_compile_everywhere(pattern):
    assert judge(pattern) is None
    build({"pattern": pattern})
    re.compile(pattern)


@pytest.mark.parametrize(("pattern", "reason"), REFUSED.items())
def test_other_patterns_are_refused_with_their_reason(pattern, reason):
    verdict = judge(pattern)
    assert verdict is not None
    assert verdict[0] == reason
