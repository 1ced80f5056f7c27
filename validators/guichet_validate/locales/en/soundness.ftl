# What the checker says of values, of the profile and of what serves nothing.

## Values

range-without-value = No number fits “{ $name }”.
    .hint = Make the bounds and multipleOf agree.
choice-excluded = The choice “{ $value }” is excluded by the field’s own bounds.
    .hint = Take out the bounds, or this choice.
items-more-than-choices = More answers are wanted than there are choices ({ $count }).
    .hint = Lower minItems.
keyword-idle = “{ $keyword }” says nothing with this value.
    .hint = Take it out.
choice-single = “{ $name }” offers a single choice.
    .hint = Add a choice, or do not ask; for a box to tick write a boolean with const true.
choices-many-as-radio = { $count } radio buttons follow each other, more than { $limit }.
    .hint = Use the widget select, or group the choices.
default-unused = The default of “{ $name }” is never used.
    .hint = Take it out: the answer is computed, or it is a group, rows or files.
box-ticked-by-default = The box “{ $name }” is ticked beforehand.
    .hint = Take default out: consent or a declaration only counts when the person ticks it.
duration-empty = This duration is zero.
    .hint = Write a duration, or take the keyword out.
window-passed = Requests have been closed since { $day }.
    .hint = Move closes, or set state to closed.
branch-twice = This condition is written twice.
    .hint = Keep one.
expression-constant-impossible = “{ $name }” { $operator } “{ $value }” always comes out the same.
    .hint = Compare with one of the field’s choices, a value within its bounds, a date YYYY-MM-DD.
expression-same-sides = “{ $name }” is compared with itself.
    .hint = Compare it with another answer.
computed-reads-later-step = “{ $name }” is shown before “{ $field }”, which it is computed from.
    .hint = Move it to the step of that answer, or after: it would stay empty.
setting-unused = Nothing reads the setting “{ $name }”.
    .hint = Take it out, or quote it as settings.{ $name }.
computed-unused = Nothing reads the hidden field “{ $name }”.
    .hint = Take it out, or show it.

## Profile

autocomplete-missing = “{ $name }” is about the person who fills the form, and the browser cannot help.
    .hint = Add x-ui.autocomplete: { $token } (WCAG 1.3.5), or off if it is about something else.
autocomplete-of-other = “{ $name }” may be about somebody else, and the browser would offer the data of the person who fills the form.
    .hint = Take x-ui.autocomplete out.
autocomplete-misfit = The token “{ $token }” does not suit this field.
    .hint = Write the one of what is asked ({ $expected }).
profile-not-used = “{ $name }” ({ $token }) stands in the profile, but neither comes from it nor goes there.
    .hint = Add x-prefill, so as not to ask again what the city knows, or x-feed.
autocomplete-undecided = Nothing says whether “{ $name }” is about the person who fills the form.
    .hint = Add x-ui.autocomplete: { $token } if it is, off if it is about somebody else.
prefill-type = “{ $source }” is not of the type of “{ $name }”: the field would never be filled.
    .hint = Take another source, or make the field’s type and format agree.
feed-type = “{ $target }” is not of the type of “{ $name }”.
    .hint = Aim at another datum of the profile, or make the field’s type and format agree.
feed-too-long = “{ $name }” may pass the { $limit } characters that the profile accepts.
    .hint = Lower maxLength to { $limit }: the datum would not be written back.
procedure-unknown = The city has no procedure “{ $procedure }”.
    .hint = Write the identifier of a definition of this folder.
list-unused = No definition uses the list “{ $list }”.
    .hint = Take the file out, or use it by x-lookup.
prefill-request-unknown = The earlier request has no answer “{ $field }”.
    .hint = Write the pointer of a field of this procedure.
prefill-request-type = “{ $field }” is not of the type of “{ $name }”.
    .hint = Take up a field of the same type.
sensitive-not-said = “{ $name }” asks for data that the law protects, and the definition does not say so.
    .hint = Add x-privacy with sensitive true, at the field or at the root.
document-holder-not-person = “{ $holder }” is no person: it is a field, or all rows together.
    .hint = Name the group that describes the person, or a row by /*.
document-holder-nameless = “{ $holder }” does not say who the person is: anybody’s paper would be reused.
    .hint = Prefill the name, the given names or the date of birth (x-prefill), so that the holder is recognised.

## Acceptances

acceptance-unknown = No rule has the code “{ $code }”.
    .hint = { $close ->
        [none] Copy the code that the checker prints.
       *[other] Did you mean “{ $close }”?
    }
acceptance-of-error = “{ $code }” is an error: it cannot be accepted.
    .hint = Mend what it reports, and take this entry out.
acceptance-unused = The accepted finding “{ $code }” is no longer made here.
    .hint = Take this entry out.
