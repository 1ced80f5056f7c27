"""What every application makes alike, made once for all those that tests make: each test has one of its own."""

import jinja2
from flask import Flask
from werkzeug.routing import Rule


class CompiledTemplates(jinja2.BytecodeCache):
    """Keeps the code of each template in memory, by its name and source: Jinja compiles anew what changed."""

    def __init__(self) -> None:
        self._kept = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


def keep_what_is_alike() -> None:
    """Keep the code of templates, and the functions that Werkzeug writes and compiles to build each address.

    Such a function follows from its rule's parts and no more; whose rule it is comes as its first argument.
    """
    Flask.jinja_options = {"bytecode_cache": CompiledTemplates()}
    compile_builder, kept = Rule._compile_builder, {}

    def once(rule, append_unknown=True):
        if rule.defaults:
            return compile_builder(rule, append_unknown)
        key = rule.rule, tuple(rule._trace), append_unknown
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = once
