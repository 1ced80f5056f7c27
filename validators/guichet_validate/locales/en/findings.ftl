# What the checker says about a definition: a message, then how to mend it.

## Files

file-not-readable = This file cannot be read: { $reason }.
    .hint = Check the path and the file’s permissions.
json-syntax = { $slip ->
        [comma-missing] A comma is missing after this.
        [comma-extra] This comma is one too many.
        [colon-missing] A colon is missing after this name.
        [quote-missing] A quotation mark is missing at the end of this text.
        [quote-inside] This quotation mark ends the text too early.
        [quote-shape] This is not the straight quotation mark of JSON.
        [end-missing] The file stops before its end: a brace or a bracket is not closed.
        [end-early] The document has already ended before this.
        [bracket-other] This sign does not close what is open.
        [comment] JSON has no comments.
        [word] This word is not JSON.
        [empty] This file is empty.
       *[other] This file is not JSON.
    }
    .hint = { $slip ->
        [comma-missing] Add the comma here: there is one between two items.
        [comma-extra] Remove it: there is only one between two items, and none after the last.
        [colon-missing] Write "name": value, with the colon.
        [quote-missing] Add " at the end of the text; a line break in it is written \n.
        [quote-inside] Within a text, write “ and ”, or \" in place of ".
        [quote-shape] Put " in its place.
        [end-missing] Add what is missing at the end, or look further up for the brace or bracket left out.
        [end-early] A closing brace further up is one too many, or the rest is to be removed.
        [bracket-other] A brace {"{"} is closed by {"}"}, a bracket [ by ]: look for the one missing or too many just before.
        [comment] Remove it.
        [word] Write true, false or null, in lower case.
        [empty] Start from the smallest definition of the documentation, or from guichet new.
       *[other] Mend the syntax here or just before: a comma, a quotation mark or a brace is missing or too many.
    }
json-key-repeated = The key “{ $key }” is written twice in the same object.
    .hint = Keep only one: tools would lose one or the other.
json-number = NaN and infinity are not JSON numbers.
    .hint = Write a finite number, or remove the keyword.
json-byte-order-mark = This file starts with a byte order mark (BOM).
    .hint = Save it as “UTF-8 without BOM”.
json-encoding = This file is not UTF-8.
    .hint = Save it as UTF-8: accents are written in another way there.
json-too-deep = This file nests more than { $limit } levels.
    .hint = Move parts into $defs and name them by $ref.
json-too-large = This file is larger than 512 KiB.
    .hint = Split the procedure in two, or lighten its texts and tests.
json-not-an-object = A definition is a JSON object: it starts with a brace.
    .hint = Start from the smallest definition of the documentation.
procedure-twice = The procedure “{ $id }” is already defined in { $other }.
    .hint = Give one of the two another identifier and file name.

## Numbers

number-too-large = This number is too large to be read exactly everywhere.
    .hint = Stay between -{ $limit } and { $limit }.

## Structure

keyword-unknown = The keyword “{ $keyword }” does not exist here.
    .hint = { $close ->
        [none] Remove it, or see in the documentation where it stands.
       *[other] Did you mean “{ $close }”?
    }
keyword-refused = The JSON Schema keyword “{ $keyword }” is not part of the profile.
    .hint = Say it with the profile’s keywords: conditions if/then/else, choices oneOf, references #/$defs/NAME.
keyword-missing = The keyword “{ $keyword }” is missing.
    .hint = Add it to this object.
privacy-missing = The definition does not say why data are asked nor how long they are kept.
    .hint = Add x-privacy at the root: purpose, basis, retention, recipients.
object-not-closed = This object would accept answers that are not declared.
    .hint = Add "additionalProperties": false.
type-wrong = This value has the wrong type: it must be { $expected ->
        [array] a list
        [object] an object
        [integer] a whole number
        [number] a number
        [string] a text in quotation marks
        [boolean] true or false
       *[other] { $expected }
    }.
    .hint = Write it with that type.
value-not-allowed = This value is not allowed here.
    .hint = { $close ->
        [none] Allowed values: { $allowed }.
       *[other] Did you mean “{ $close }”? Allowed values: { $allowed }.
    }
shape-wrong = This value does not have the expected shape.
    .hint = { $shape ->
        [slug] Write an identifier in lower-case letters, digits and hyphens, such as acte-naissance.
        [category] Write an identifier in lower-case letters, digits and hyphens, such as etat-civil.
        [identifier] Start with a lower-case letter, then letters, digits or hyphens.
        [pointer] Write a pointer to an answer, such as /demandeur/nom.
        [rowPointer] Write a pointer such as /demandeur/nom, or @/nom inside a row.
        [date] Write a date, such as 2026-05-04.
        [moment] Write a date, or a date and a time, such as 2026-05-04T09:30.
        [duration] Write an ISO 8601 duration, such as P3M (three months) or P10D (ten days).
        [language] Write a language code, such as fr.
        [version] Write a version in three numbers, such as 1.2.0.
        [href] Write an address https://…, mailto:…, tel:… or a path of the portal.
        [page] Write the address of a public page, in https://.
        [source] Write a known source: profile:/…, member:/…, household:, franceconnect:…, request:last/….
        [to] Write a known target: profile:/…, member:/… or household:.
        [ref] Write a reference #/$defs/NAME.
       *[other] See the expected shape in the documentation of this keyword.
    }
name-wrong = The name “{ $name }” does not have the expected shape.
    .hint = Start with a lower-case letter, then letters and digits. For a language, write its code, such as en.
tracking-prefix-wrong = The prefix of tracking numbers does not have the right shape.
    .hint = Write two to six capital letters or digits, starting with a letter, such as ACN.
number-out-of-range = This number is out of bounds ({ $keyword }: { $limit }).
    .hint = Choose a value within the bounds.
length-wrong = This value is too short or too long ({ $keyword }: { $limit }).
    .hint = Adapt the text or the number of items.
repeated-item = This list holds the same value twice.
    .hint = Keep it once.

## Identity of the procedure

id-not-file-name = The identifier “{ $id }” is not the file’s name (“{ $file }”).
    .hint = Rename the file to { $id }.json, or mend the identifier.
tracking-prefix-missing = This procedure has a form, but no prefix for tracking numbers.
    .hint = Add “reference” to x-procedure, such as "ACN".
summary-missing = This procedure has a form, but nothing to name a request in lists.
    .hint = Add “summary” to x-procedure; it may quote answers: "{"{"}/typeActe{"}"}".
steps-missing = This definition declares fields, but no step.
    .hint = Add x-steps: each field stands in one step.
form-missing = This procedure is announced as online, but declares no field.
    .hint = Add fields, or set “online” to none.
information-missing = This procedure has neither a form to fill nor information to read.
    .hint = Add x-information with at least one section.
silence-without-delay = The city’s silence can mean nothing without a delay.
    .hint = Add “delay”, such as P2M.
opens-after-closes = The procedure opens after it closes.
    .hint = Swap “opens” and “closes”.

## Objects and ceilings

property-name-wrong = The field name “{ $name }” does not have the expected shape.
    .hint = Start with a lower-case letter without accent, then letters and digits, 41 characters at most: dateNaissance.
property-name-reserved = The name “{ $name }” is reserved for expressions.
    .hint = Choose another name, for example { $name }Chosen.
properties-missing = The object “{ $name }” declares no field.
    .hint = Add “properties” with its fields, or change its type.
required-unknown = “{ $name }” is required, but not declared.
    .hint = { $close ->
        [none] Declare the field in “properties”, or remove it from “required”.
       *[other] Did you mean “{ $close }”?
    }
fields-too-many = The definition has more than { $limit } fields.
    .hint = Split the procedure, or gather fields in a repeat.
fields-too-deep = Fields are nested more than { $limit } levels deep.
    .hint = Move this group up one level.
conditions-too-many = The definition has { $count } conditions, where { $limit } are allowed.
    .hint = Name repeated conditions in $defs, and gather in one object the fields that they drive together.

## Fields

field-title-missing = The field “{ $name }” has no label.
    .hint = Add “title”: it is what people read.
string-unbounded = The text “{ $name }” has no limit.
    .hint = Add “maxLength”, a “pattern”, a “format”, or choices.
array-unbounded = The list “{ $name }” has no limit.
    .hint = Add “maxItems”.
items-missing = The list “{ $name }” does not say what it holds.
    .hint = Add “items”.
rows-too-many = A repeat has at most { $limit } rows.
    .hint = Lower “maxItems”.
range-empty = No value fits: “{ $low }” is above “{ $high }”.
    .hint = Swap or mend the two bounds.
keyword-for-other-type = “{ $keyword }” says nothing about a value of type { $type }.
    .hint = Remove the keyword, or change the type.
choice-twice = Two choices have the same value or the same title.
    .hint = Tell them apart, or keep only one.
choice-of-wrong-type = The value of this choice is not of type { $type }.
    .hint = Write a value of that type in “const”.
choices-not-unique = “{ $name }” would let people tick the same choice twice.
    .hint = Add "uniqueItems": true.
default-invalid = The default of “{ $name }” would be refused.
    .hint = Choose a value that the field accepts.
example-invalid = The example given for “{ $name }” would be refused.
    .hint = Give an example that the field accepts.
widget-misfit = The widget “{ $widget }” does not suit this field.
    .hint = Remove “widget”: the default follows the type. Or change the type of the field.
read-only-not-computed = “{ $name }” is read-only, but nothing computes it.
    .hint = Add x-computed, or remove readOnly.
computed-not-read-only = “{ $name }” is computed, but could be typed.
    .hint = Add "readOnly": true.
computed-required = “{ $name }” is computed and required: if the computation fails, nobody can mend it.
    .hint = Remove it from “required”.
hidden-not-computed = “{ $name }” is hidden, but not computed.
    .hint = Add x-computed, or remove "widget": "hidden".

## Patterns and formats

pattern-invalid = This pattern is no regular expression of the profile.
    .hint = Check the parentheses, brackets and repetitions.
pattern-not-anchored = This pattern would accept a text that merely contains it.
    .hint = Start with ^, end with $, and put alternatives in parentheses: ^(a|b)$.
pattern-not-portable = This pattern does not mean the same everywhere ({ $detail }).
    .hint = Write [0-9] for a digit, [A-Za-zÀ-ÖØ-öø-ÿ] for a letter, (?:…) for a group; escape reserved punctuation only.
pattern-not-linear = A well-chosen text would make this pattern very slow.
    .hint = Do not nest two repetitions that accept the same characters, as in (a+)+.
format-unknown = The format “{ $format }” does not exist.
    .hint = Take a known format (date, uuid, email, phone-fr, postcode-fr, siret, iban…), or write a “pattern”.
format-without-pattern = The format “{ $format }” must stand beside a pattern.
    .hint = Add “pattern”, so that an ordinary validator judges the shape too.

## References

reference-outside = A reference never leaves the document.
    .hint = Copy the schema into $defs and name it #/$defs/NAME, or make it a shared fragment.
reference-unresolved = The reference “{ $reference }” leads nowhere.
    .hint = { $close ->
        [none] Write #/$defs/NAME with a name declared in $defs.
       *[other] Did you mean “{ $close }”?
    }
reference-recursive = The reference “{ $reference }” leads back to itself.
    .hint = Remove the loop: a field cannot contain itself.
fragment-unknown = The fragment “{ $name }” does not exist.
    .hint = Take one of those shipped (address, applicant, declaration, email, files, organisation, person, phone), or add it to the folder fragments.
reference-beside = “{ $keyword }” beside a reference is not read alike everywhere.
    .hint = Keep the title, texts and x- keywords here; write the structure in $defs.
definition-unused = “{ $name }” is used nowhere.
    .hint = Remove it from $defs.

## Conditions

condition-not-in-profile = This condition follows none of the four patterns of the profile.
    .hint = { $reason ->
        [several] Write one entry for each field that is driven.
        [then] Beside “else”, “then” can only require the same field.
        [else] In “else”, the driven field is false and nothing else.
        [mixed] Separate what requires from what narrows: two entries.
       *[other] Switch (else: false), require (then.required), narrow (then.properties), or exit (x-exit).
    }
condition-place = A condition cannot stand in this group.
    .hint = Move it to the root’s allOf, or move the group into $defs.
condition-without-effect = This condition drives nothing.
    .hint = Add “then” or “else”, or remove it.
condition-vacuous = The condition also holds when “{ $name }” has no answer.
    .hint = Add "{ $name }" to the condition’s “required”.
condition-unknown-field = “{ $name }” is no field of this object.
    .hint = { $close ->
        [none] Mend the name, or declare the field.
       *[other] Did you mean “{ $close }”?
    }
condition-value-impossible = “{ $name }” can never be “{ $value }”.
    .hint = { $close ->
        [none] Take one of the field’s values, of the same type and within its bounds.
       *[other] Did you mean “{ $close }”?
    }
condition-test-misfit = “{ $keyword }” says nothing about the field “{ $name }”.
    .hint = Take a test that fits: const or enum for a value, contains for a list, minimum for a number.
condition-type-missing = The condition enters a group without saying its type again.
    .hint = Add "type": "object" here.
condition-too-large = This condition makes more than { $limit } tests.
    .hint = Simplify it, or compute a hidden field that sums it up.
condition-recursive = The condition “{ $reference }” names itself.
    .hint = Remove the loop.
switch-twice = Two conditions show or hide “{ $name }”.
    .hint = Keep one: “A and B” in the same if, “A or B” with anyOf.
required-while-off = “{ $name }” can be required while another condition hides it.
    .hint = Repeat the condition that shows it, and add to it what makes it required.
switch-on-required = “{ $name }” is always required, yet a condition can hide it.
    .hint = Remove it from “required”: the condition requires it while it is shown.

## Exits

exit-shape = An exit has an “if”, "then": false and nothing else.
    .hint = Write "then": false and remove “else”.
exit-without-page = This condition refuses everything without saying why.
    .hint = Add x-exit: id, title, body.
exit-not-at-root = An exit stands in the root’s allOf.
    .hint = Move it to the root.
exit-twice = Two exits bear the identifier “{ $name }”.
    .hint = Give each its own.

## Dependencies

dependency-cycle = These fields depend on each other in a circle: { $fields }.
    .hint = Break the loop: one of them must depend on no other.
condition-reads-later-step = The condition on “{ $target }” reads “{ $field }”, which is only asked later.
    .hint = Move one of the two fields: a condition reads the same or an earlier step.

## Steps

step-field-unknown = “{ $field }” leads to no field.
    .hint = { $close ->
        [none] Mend the pointer, or declare the field.
       *[other] Did you mean “{ $close }”?
    }
step-field-too-deep = “{ $field }” is too deep for a step.
    .hint = Name a field of the root, or a field of a group of the root.
field-in-no-step = “{ $field }” is in no step.
    .hint = Add it to a step; a computed field that is not shown takes "widget": "hidden".
field-in-several-steps = “{ $field }” is in a step already.
    .hint = Keep it in one only, itself or the group around it.
step-field-hidden = “{ $field }” is hidden: it stands in no step.
    .hint = Remove it from the step.
step-twice = Two steps bear the identifier “{ $name }”.
    .hint = Give each its own.
step-empty = The step “{ $name }” asks nothing.
    .hint = Add a field to it, or remove it.
review-not-last = The review step is not the last one.
    .hint = Move it to the end.
notice-reads-later-step = This notice depends on “{ $field }”, which is only asked later.
    .hint = Move the notice after that field.

## Expressions

expression-too-long = The expression is longer than { $limit } characters.
    .hint = Split it between several computed fields.
expression-too-many-operators = The expression has more than { $limit } operators.
    .hint = Split it between several computed fields.
expression-too-deep = The expression nests more than { $limit } levels.
    .hint = Remove parentheses, or split it.
expression-nested-macro = A loop (map, filter, all, exists) contains another.
    .hint = Compute the inner loop in a field of the row.
expression-syntax = The expression is not CEL (near character { $offset }).
    .hint = { $slip ->
        [equals] Write == to compare.
        [words] Write && for “and”, || for “or”, ! for “not”.
        [unclosed] A parenthesis is not closed.
        [unopened] A closing parenthesis is one too many.
        [quote] A text is not closed: it begins and ends with the same straight apostrophe.
       *[other] Check quotation marks, parentheses and operators: == && || ! ? :.
    }
expression-unknown-name = “{ $name }” does not exist here.
    .hint = { $close ->
        [none] Name a declared field, settings.NAME, row, parent, today or now.
       *[other] Did you mean “{ $close }”?
    }
expression-unknown-function = The function “{ $name }” does not exist.
    .hint = Take one of the format’s functions: age, days, months, hours, plus, year, weekday, sum, count, min, max, round, concat, normalise, size.
expression-has = has() is of no use here: an absent answer is null.
    .hint = Write “field != null”.
expression-size-of-text = The length of a text is not counted alike everywhere.
    .hint = Bound the text with maxLength or pattern.
expression-variable-taken = The loop variable “{ $name }” bears the name of an answer.
    .hint = Take another short name: p, l, e.
expression-mixed-numbers = The expression mixes integers and decimals ({ $left } { $operator } { $right }).
    .hint = Write 4.0 rather than 4 beside a decimal number.
expression-types = The operator { $operator } does not apply here ({ $left }, { $right }).
    .hint = Compare and combine values of the same type.
expression-member = “.{ $name }” does not apply to a value of type { $type }.
    .hint = For a list, write list.map(x, x.{ $name }).
expression-arguments = The arguments of “{ $name }” do not fit.
    .hint = Check their number and types in the documentation.
expression-division-unguarded = The divisor “{ $name }” can be zero.
    .hint = Write “{ $name } != 0 ? … / { $name } : 0”, or give the field a minimum of 1.
expression-not-boolean = This expression does not answer yes or no ({ $found }).
    .hint = End it with a comparison.
expression-result = The computation gives { $found }, the field expects { $wanted }.
    .hint = Change the type of the field, or convert: round(…) for an integer, 1.0 * … between decimals.

## Rules

rule-twice = Two rules bear the identifier “{ $name }”.
    .hint = Give each its own.
rule-each-not-repeat = “{ $each }” is no repeat.
    .hint = Name a field that is a list of objects.
rule-at-unknown = “{ $at }” leads to no field.
    .hint = { $close ->
        [none] Name the field below which the message stands.
       *[other] Did you mean “{ $close }”?
    }
rule-at-needs-row = “{ $at }” starts in a row, but the rule walks through none.
    .hint = Add “each”, or start with /.
rule-reads-nothing = This rule reads no answer.
    .hint = Have it assert something about at least one field.

## Texts

translation-missing = “{ $key }” is not translated into { $language ->
    [en] English
    [fr] French
   *[other] the language “{ $language }”
  }.
    .hint = Add it to x-i18n → { $language }, in the same object.
translation-language-unknown = The language “{ $language }” is not to be translated here.
    .hint = Add it to “languages”; the first language stays in the plain keywords.
translation-key-unknown = “{ $key }” is translated, but does not exist in this object.
    .hint = Remove the translation, or add the text.
text-quote-unknown = “{"{"}{ $quote }{"}"}” quotes nothing.
    .hint = { $close ->
        [none] Quote an answer {"{"}/field{"}"}, a value of the row {"{"}@/field{"}"}, its number {"{"}n{"}"} or a setting {"{"}settings.name{"}"}.
       *[other] Did you mean “{"{"}{ $close }{"}"}”?
    }
message-quote-in-subject = The subject of a message quotes no answer.
    .hint = Quote the answer in the body: the subject shows on a locked screen.
text-html = This text contains HTML.
    .hint = Write Markdown: **strong**, *emphasis*, lists and links.
text-link-unsafe = This link leads neither to a page, nor to an address, nor to a number.
    .hint = Write https://…, mailto:… or tel:….
text-spaces = This text has spaces too many.
    .hint = Remove double spaces, and those at the start and the end.

## Profile

profile-path-unknown = The profile does not know “{ $path }”.
    .hint = { $close ->
        [none] Take a path of the profile: /identity/familyName, /addresses/main/city, /contacts/email; of a member: /givenNames, /birthDate.
       *[other] Did you mean “{ $close }”?
    }
prefill-claim-unknown = FranceConnect does not give “{ $claim }”.
    .hint = Take given_name, family_name, birthdate, gender, birthplace, birthcountry or email.
prefill-household-misplaced = A member of the household fills a group or a repeat, not the field “{ $name }”.
    .hint = Put household: on the group or repeat, and member:/… on its fields.
prefill-member-unbound = No member of the household is picked around “{ $name }”.
    .hint = Add household: to the group or repeat that contains this field.
prefill-where-alone = “where” picks members, but no source is household:.
    .hint = Add household: to “from”, or remove “where”.
prefill-lock-unknown = “{ $source }” is locked without being a source.
    .hint = Write in “lock” an entry of “from”, as it stands.
prefill-lock-waits = “{ $name }” is locked although its prefill waits for a condition.
    .hint = Remove “lock” or “when”: what is locked is so at all times.
prefill-reads-later-step = The prefill of “{ $target }” reads “{ $field }”, which is only asked later.
    .hint = Move one of the two fields: a condition reads the same step or an earlier one.
feed-household-misplaced = Only a repeat feeds the household, not “{ $name }”.
    .hint = Feed profile:/… or member:/….
feed-match-missing = Nothing says which row of “{ $name }” is which member of the household.
    .hint = Add “match”, such as ["@/nom", "@/dateNaissance"].
feed-name-unknown = “{ $name }” is no field of this object.
    .hint = Mend the name.

## Supporting documents

document-not-a-file = “{ $name }” is no field of files.
    .hint = Write "$ref": "guichet:fragments/files" instead of the type.
document-kind-unknown = The kind of document “{ $kind }” does not exist.
    .hint = Take a kind of documents.json, or add it.
document-alternative-twice = Two accepted documents bear the identifier “{ $name }”.
    .hint = Give each its own.
document-holder-unknown = “{ $holder }” leads to no person.
    .hint = Name the person’s group, or @/… inside a row.

## Reference lists and settings

lookup-filter-unknown = The filter reads “{ $field }”, which does not exist.
    .hint = Mend the pointer.
setting-default-invalid = The default of the setting “{ $name }” would be refused.
    .hint = Choose a value of the right type and within the bounds.

## Tests

tests-missing = This definition has no tests.
    .hint = Add x-tests: one accepted and one refused case to begin with.
test-twice = Two tests bear the name “{ $name }”.
    .hint = Rename one of the two.
test-base-unknown = The base test “{ $base }” does not exist.
    .hint = Write the name of another test, as it stands.
test-base-cycle = This test rests on itself, through “{ $base }”.
    .hint = Break the loop.
test-pointer-unknown = “{ $field }” leads to no field.
    .hint = Mend the pointer; rows are numbered from 0.
test-step-unknown = The step “{ $name }” does not exist.
    .hint = Write the identifier of a step.
test-exit-unknown = The exit “{ $name }” does not exist.
    .hint = Write the identifier of an exit.
test-setting-unknown = The setting “{ $name }” does not exist.
    .hint = Declare it in x-settings, or mend the name.
test-expects-nothing = The test “{ $name }” expects nothing.
    .hint = Add “valid” or another expected result.
test-failed = The test “{ $name }” fails: “{ $aspect }”: expected { $expected }, got { $actual }.
    .hint = Mend the definition, or what the test expects.
definition-not-built = The engine cannot build this part ({ $reason }).
    .hint = Simplify this place, following the format.
validators-disagree = Two validators judge the answers of the test “{ $name }” differently.
    .hint = Rewrite what differs ({ $detail }) with the keywords of the profile.
