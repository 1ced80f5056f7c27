# Delays that depend on the answers.

delays-without-delay = Some delays depend on the answers, but none is promised in the other cases.
    .hint = Add “delay”, the usual one, such as P1M.
