# What the analysis of paths says of a definition, and what its tests leave out.

flow-branch-never = This condition on { $name } never holds: no accepted answers meet it.
    .hint = Correct it, or remove it: what it drives never happens.
flow-branch-always = This condition on { $name } always holds: no accepted answers fail it.
    .hint = Correct it, or write what it drives without a condition.
flow-field-never = “{ $name }” never appears: no accepted answers lead to this field.
    .hint = Correct the conditions that show it, or remove the field.
flow-document-never-asked = The document “{ $name }” is never asked for: no accepted answers lead to it.
    .hint = Correct the conditions that ask for it, or remove the document.
flow-required-never = “{ $name }” is never required: it does not appear when this condition requires it.
    .hint = Make this condition agree with those that show the field.
flow-step-never = The step “{ $name }” never appears: none of its fields can appear.
    .hint = Correct the conditions of its fields, or remove the step.
flow-exit-never = The exit “{ $name }” never stops anybody.
    .hint = Correct its condition, or place it before the exit that stops the same people.
flow-exit-catches-everybody = { $together ->
        [0] The exit “{ $name }” stops everybody: no request can be sent.
       *[other] The { $together } exits together stop everybody: no request can be sent.
    }
    .hint = Correct the condition: some accepted answers must let people pass.
flow-dead-end = “{ $name }” is required and accepts no value any more when { $answers }.
    .hint = Make the conditions that narrow this field agree, or turn the case into an exit.
flow-rule-never-fails = The rule “{ $name }” cannot fail: what it asserts is always true.
    .hint = Correct the assertion, or remove the rule.
flow-rule-always-fails = The rule “{ $name }” always fails: what it asserts is never true.
    .hint = Correct the assertion: nobody can satisfy it.
flow-undecided = { $what ->
        [branch-holds] Nothing shows that this condition on { $name } can hold.
        [branch-fails] Nothing shows that this condition on { $name } can fail.
        [exit-taken] Nothing shows that the exit “{ $name }” stops anybody.
        [exit-avoided] Nothing shows that anybody escapes the exit “{ $name }”.
        [rule-held] Nothing shows that the rule “{ $name }” can be satisfied.
        [rule-broken] Nothing shows that the rule “{ $name }” can fail.
        [document] Nothing shows that the document “{ $name }” is ever asked for.
        [alternative] Nothing shows that every form of the document “{ $name }” is accepted.
        [required] Nothing shows that “{ $name }” is ever required.
        [computed] Nothing shows that “{ $name }” can be computed.
        [step] Nothing shows that the step “{ $name }” appears.
       *[other] Nothing shows that “{ $name }” appears.
    }
    .hint = The search stopped without an answer. Add a test that leads there: it will be the proof.
tests-cover-too-little = The tests reach only { $reached } of the { $all } targets of the definition ({ $percent }%).
    .hint = Run “guichet test”: it lists the branches, documents, rules and exits that no test reaches.
