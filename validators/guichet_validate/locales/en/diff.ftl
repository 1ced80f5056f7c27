# What the command diff says.

## Changes

diff-procedure-id = The identifier goes from { $old } to { $new }: this is another procedure.
diff-state-closed = The procedure takes no more requests (state { $new }): drafts can no longer be sent.
diff-access-tightened = Access goes from { $old } to { $new }: people who could ask no longer can.
diff-field-removed = “{ $field }” ({ $at }) is no longer asked: answers already given are lost.
diff-document-removed = The document “{ $field }” ({ $at }) is no longer asked: files already given there are no longer attached.
diff-field-renamed = “{ $field }” goes from { $old } to { $new }: answers already given under the old name are lost.
diff-field-moved = “{ $field }” moves from { $old } to { $new }: answers already given in the old place are lost.
diff-type-changed = “{ $field }” ({ $at }) changes type ({ $old } → { $new }): answers already given are refused.
diff-field-computed = “{ $field }” ({ $at }) is now computed: answers that were typed are replaced.
diff-option-removed = “{ $field }” ({ $at }): the option “{ $option }” goes, and those who chose it must choose again.
diff-options-imposed = “{ $field }” ({ $at }) now takes only options of a list.
diff-value-imposed = “{ $field }” ({ $at }) now takes only { $new }.
diff-bound-narrowed = “{ $field }” ({ $at }): narrower limit ({ $keyword }: { $old } → { $new }), accepted answers may be refused.
diff-shape-added = “{ $field }” ({ $at }): a form is now required ({ $keyword }: { $new }), accepted answers may be refused.
diff-lookup-list = “{ $field }” ({ $at }) is now chosen from another list ({ $old } → { $new }): answers may not be in it.
diff-alternative-removed = “{ $field }” ({ $at }): the paper “{ $paper }” is no longer accepted.
diff-max-age-shorter = “{ $field }” ({ $at }): “{ $paper }” must be more recent ({ $old } → { $new }).
diff-expiry-asked = “{ $field }” ({ $at }): “{ $paper }” must now be in date.
diff-field-made-conditional = “{ $field }” ({ $at }) is now asked on a condition only: the answers of those it leaves out are lost.
diff-field-shown-less = “{ $field }” ({ $at }) is asked in fewer cases: answers already given are lost.
diff-field-shown-otherwise = “{ $field }” ({ $at }) is asked in other cases: some lose their answer, others have one to give.
diff-narrowed-more = “{ $field }” ({ $at }) is restricted in more cases: accepted answers may be refused.
diff-exit-added = New stop page “{ $exit }”: people who could ask no longer can.
diff-exit-more = The stop page “{ $exit }” concerns more people.
diff-rule-added = New rule { $rule }: “{ $message }” Accepted answers may be refused.
diff-rule-hardened = The rule { $rule } no longer only warns, it refuses: “{ $message }”
diff-version-not-raised = The version is not raised ({ $old } → { $new }): a published version never changes.
diff-online-less = Less can be done online ({ $old } → { $new }).
diff-service-changed = Another service handles the requests ({ $old } → { $new }).
diff-language-removed = The procedure is no longer offered in the language { $language }.
diff-language-default = The default language changes ({ $old } → { $new }).
diff-reference-changed = The prefix of tracking numbers changes ({ $old } → { $new }).
diff-window-changed = The opening period changes ({ $old } → { $new }).
diff-delay-longer = The promised delay grows or goes ({ $old } → { $new }).
diff-delays-changed = Other delays are promised, depending on the answers.
diff-silence-changed = The meaning of silence changes ({ $old } → { $new }).
diff-limit-tightened = Fewer requests in progress are allowed ({ $old } → { $new }).
diff-follows-removed = The procedure no longer follows { $procedure }.
diff-setting-removed = The setting “{ $setting }” goes: the city’s own value is no longer used.
diff-setting-default = The default of the setting “{ $setting }” changes ({ $old } → { $new }).
diff-setting-changed = The setting “{ $setting }” takes other values ({ $old } → { $new }): check the city’s own.
diff-privacy-purpose = The purpose of the data changes: “{ $new }”. People must be told.
diff-privacy-basis = The lawful basis changes ({ $old } → { $new }): have the data protection officer approve it.
diff-privacy-retention = Requests are kept for another time ({ $old } → { $new }).
diff-privacy-draft = Drafts are kept for another time ({ $old } → { $new }).
diff-privacy-recipients = Other recipients see the data ({ $old } → { $new }).
diff-privacy-sensitive = Whether the data are sensitive changes ({ $old } → { $new }).
diff-privacy-erase = Whether an answer is erased at closing changes ({ $old } → { $new }).
diff-step-removed = The step “{ $step }” goes.
diff-step-renamed = The step “{ $step }” changes identifier ({ $old } → { $new }): so does its address.
diff-step-merged = The step “{ $step }” is merged into “{ $into }”.
diff-step-review = The review page changes (step “{ $step }”).
diff-field-added-required = “{ $field }” ({ $at }) is added and required: drafts must answer it.
diff-document-added-required = The document “{ $field }” ({ $at }) is added and required: drafts must bring it.
diff-helper-removed = The computed value “{ $field }” ({ $at }) goes.
diff-required-added = “{ $field }” ({ $at }) becomes required.
diff-required-more = “{ $field }” ({ $at }) is required in more cases.
diff-type-widened = “{ $field }” ({ $at }) takes decimal numbers: read again what computes with it.
diff-shape-changed = “{ $field }” ({ $at }): the form required changes ({ $keyword }: { $old } → { $new }); answers may be refused.
diff-computed-changed = “{ $field }” ({ $at }) is computed otherwise: { $new }
diff-field-not-computed = “{ $field }” ({ $at }) is no longer computed: people must type it.
diff-unit-changed = “{ $field }” ({ $at }) is shown in another unit ({ $old } → { $new }): an amount in cents, or a number.
diff-hidden-changed = “{ $field }” ({ $at }) is shown, or hidden, and was not.
diff-prefill-locked = “{ $field }” ({ $at }) can no longer be changed when it comes from { $sources }.
diff-feed-added = The answer to “{ $field }” ({ $at }) now updates the account ({ $new }).
diff-feed-changed = The answer to “{ $field }” ({ $at }) updates the account otherwise ({ $old } → { $new }).
diff-lookup-filter = “{ $field }” ({ $at }): the list is filtered otherwise.
diff-alternative-kind = “{ $field }” ({ $at }): “{ $paper }” is of another kind ({ $old } → { $new }); papers of the library are no longer reused.
diff-document-made = “{ $field }” ({ $at }) becomes a supporting document.
diff-document-unmade = “{ $field }” ({ $at }) is no longer a supporting document.
diff-holder-changed = The document “{ $field }” ({ $at }) belongs to another person ({ $old } → { $new }).
diff-reuse-removed = The document “{ $field }” ({ $at }) is no longer reused from one request to the next.
diff-verify-changed = Whether the document “{ $field }” ({ $at }) is checked changes ({ $old } → { $new }).
diff-field-asked-more = “{ $field }” ({ $at }) is asked in more cases, and required.
diff-condition-changed = The condition of “{ $field }” ({ $at }) changes; its effect could not be told.
diff-rule-changed = The rule { $rule } judges otherwise: { $new }
diff-warning-added = New warning { $rule }: “{ $message }”
diff-decision-removed = The document delivered “{ $title }” goes.
diff-decision-changed = The document delivered “{ $title }” changes.
diff-changed = A change that the comparison cannot class ({ $old } → { $new }).
diff-version-raised = The version goes from { $old } to { $new }.
diff-state-opened = The procedure takes requests (it was: { $old }).
diff-state-changed = The state goes from { $old } to { $new }.
diff-access-loosened = More people can ask ({ $old } → { $new }).
diff-online-more = More can be done online ({ $old } → { $new }).
diff-category-changed = The category changes ({ $old } → { $new }).
diff-language-added = The procedure is offered in the language { $language }.
diff-delay-shorter = The promised delay is shorter ({ $old } → { $new }).
diff-limit-loosened = More requests in progress are allowed ({ $old } → { $new }).
diff-follows-added = The procedure may follow { $procedure }.
diff-legal-changed = The legal texts quoted change.
diff-search-changed = The search words or the audience change.
diff-information-changed = The information page changes.
diff-setting-added = New setting “{ $setting }” (default: { $new }).
diff-step-added = New step “{ $step }”.
diff-steps-reordered = The steps come in another order.
diff-field-changed-step = “{ $field }” ({ $at }) goes to another step ({ $old } → { $new }).
diff-fields-reordered = The fields of “{ $field }” come in another order.
diff-notice-added = New notice: “{ $new }”
diff-notice-removed = A notice goes: “{ $old }”
diff-notice-changed = A notice changes: “{ $new }”
diff-field-added-optional = “{ $field }” ({ $at }) is added, optional.
diff-document-added-optional = The document “{ $field }” ({ $at }) is added, optional.
diff-helper-added = The computed value “{ $field }” ({ $at }) is added.
diff-required-removed = “{ $field }” ({ $at }) becomes optional.
diff-required-less = “{ $field }” ({ $at }) is required in fewer cases.
diff-option-added = “{ $field }” ({ $at }): new option “{ $option }”.
diff-option-retired = “{ $field }” ({ $at }): “{ $option }” is no longer offered; those who chose it keep it.
diff-option-restored = “{ $field }” ({ $at }): “{ $option }” is offered again.
diff-options-freed = “{ $field }” ({ $at }) is no longer limited to a list of options.
diff-value-freed = “{ $field }” ({ $at }) is no longer limited to { $old }.
diff-bound-widened = “{ $field }” ({ $at }): wider limit ({ $keyword }: { $old } → { $new }).
diff-bound-kept = “{ $field }” ({ $at }): a limit that every answer kept already ({ $keyword }: { $new }).
diff-shape-removed = “{ $field }” ({ $at }): the form is no longer required ({ $keyword }: { $old }).
diff-default-changed = “{ $field }” ({ $at }): another answer is preselected ({ $old } → { $new }).
diff-field-retired = “{ $field }” ({ $at }) is kept, or not, for old answers only ({ $old } → { $new }).
diff-prefill-added = “{ $field }” ({ $at }) is prefilled.
diff-prefill-removed = “{ $field }” ({ $at }) is no longer prefilled.
diff-prefill-changed = “{ $field }” ({ $at }) is prefilled otherwise.
diff-prefill-unlocked = “{ $field }” ({ $at }) may be changed even when it comes from { $sources }.
diff-feed-removed = The answer to “{ $field }” ({ $at }) no longer updates the account.
diff-lookup-removed = “{ $field }” ({ $at }) is no longer chosen from a list.
diff-lookup-label = “{ $field }” ({ $at }): the list shows another column ({ $old } → { $new }).
diff-alternative-added = “{ $field }” ({ $at }): the paper “{ $paper }” is accepted too.
diff-max-age-longer = “{ $field }” ({ $at }): “{ $paper }” may be older ({ $old } → { $new }).
diff-expiry-dropped = “{ $field }” ({ $at }): “{ $paper }” may be out of date.
diff-reuse-added = The document “{ $field }” ({ $at }) will be reused from one request to the next.
diff-model-changed = The form to download for “{ $field }” ({ $at }) changes.
diff-field-made-unconditional = “{ $field }” ({ $at }) is offered to everyone.
diff-field-shown-more = “{ $field }” ({ $at }) is offered in more cases.
diff-narrowed-less = “{ $field }” ({ $at }) is restricted in fewer cases.
diff-exit-removed = The stop page “{ $exit }” goes.
diff-exit-less = The stop page “{ $exit }” concerns fewer people.
diff-condition-rewritten = A condition is written otherwise, and holds in the same cases.
diff-rule-removed = The rule { $rule } goes.
diff-rule-softened = The rule { $rule } no longer refuses, it warns.
diff-message-added = New text for the message “{ $event }”.
diff-message-removed = The message “{ $event }” takes the portal’s text again.
diff-message-changed = The text of the message “{ $event }” changes.
diff-decision-added = New document delivered “{ $title }”.
diff-text-changed = A text changes: “{ $old }” → “{ $new }”
diff-translation-changed = A translation changes ({ $language }): “{ $old }” → “{ $new }”
diff-presentation-changed = “{ $field }” ({ $at }) is presented otherwise ({ $old } → { $new }).
diff-order-changed = 
    { $kind ->
        [options] The options come in another order.
        [alternatives] The papers accepted come in another order.
        [conditions] The conditions come in another order, to no other effect.
        [rules] The rules come in another order.
        [languages] The languages come in another order.
        [decisions] The documents delivered come in another order.
       *[other] The order changes.
    }
diff-tests-changed = The tests change.
diff-comment-changed = An author’s note changes.

## Report

diff-title = { $id } { $old } → { $new }
diff-nothing = No change.
diff-class-breaking =
    { $count ->
        [one] { $count } breaking change
       *[other] { $count } breaking changes
    }: accepted answers are lost or refused, or people can no longer ask
diff-class-care =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    } to handle with care: people are asked for more, or their answers are used otherwise
diff-class-safe =
    { $count ->
        [one] { $count } safe change
       *[other] { $count } safe changes
    }
diff-version-enough = Version { $new }: it will do ({ $wanted } at least).
diff-version-wanted = Version { $new }: choose { $wanted } at least.
diff-samples-drafts =
    { $count ->
        [one] { $count } draft
       *[other] { $count } drafts
    } under the new version
diff-samples-requests =
    { $count ->
        [one] { $count } pending request, if it were
       *[other] { $count } pending requests, if they were
    } judged under the new version
diff-samples-tests =
    { $count ->
        [one] { $count } sample (test
       *[other] { $count } samples (tests
    } of the old version) under the new version
diff-outcome-refused =
    { $count ->
        [one] { $count } is no longer accepted
       *[other] { $count } are no longer accepted
    }
diff-outcome-lost =
    { $count ->
        [one] { $count } loses answers
       *[other] { $count } lose answers
    }
diff-outcome-asked =
    { $count ->
        [one] { $count } must be completed
       *[other] { $count } must be completed
    }
diff-outcome-eased =
    { $count ->
        [one] { $count } becomes acceptable
       *[other] { $count } become acceptable
    }
diff-outcome-same =
    { $count ->
        [one] { $count } stays as it was
       *[other] { $count } stay as they were
    }
diff-effect-refused = refused: { $pointers }
diff-effect-exit = stop page { $exit }
diff-effect-lost = answers lost: { $pointers }
diff-effect-asked = to answer: { $pointers }
diff-effect-documents = documents to bring: { $pointers }
diff-joint = { "; " }
diff-more = and { $count } more

## Calls that are refused

diff-both-input = Only one of the two versions may come from the standard input (-).
diff-samples-unreadable = { $file }: { $reason }.
diff-samples-not-json = { $file }, line { $row }: this is not JSON. Write one object a line, or an array of objects.
diff-samples-no-answers = { $file }, line { $row }: give an object with its answers in answers.
diff-samples-misshapen = { $file }, “{ $name }”: something does not have the shape expected (date, profile, library…).
diff-samples-too-large = { $file }: { $limit } answers at most.
