# What the checker says of texts: signs, wording, labels, quotes.

## Signs

text-entity = This text holds an HTML entity.
    .hint = Write the character itself: entities are not interpreted, people would read “&nbsp;”.
text-markdown = This text uses a kind of formatting that the portal does not know.
    .hint = Keep to paragraphs, strong, emphasis, lists and links: headings, images, tables and code would be shown as typed.
text-unfinished = This text looks unfinished.
    .hint = Write it, or keep the note in $comment.
text-emoji = This text holds an emoji or a pictogram.
    .hint = Say it in words: a screen reader speaks the name of the picture, which is not what you mean.
text-drawing = This text draws with characters.
    .hint = Say it in words: a screen reader spells arrows and lines one by one.
text-capitals = This text is written in capitals.
    .hint = Write it in lower case and make it strong: capitals are hard to read, and some screen readers spell them.
text-straight-quotes = This text holds typewriter quotes.
    .hint = Write ’ and “ ”: the portal shows the text as it is.
text-french-spaces = A no-break space is missing near “{ $sign }”.
    .hint = Put a narrow no-break space (U+202F) before ; ! ? and a no-break space (U+00A0) before : and inside guillemets, so that the sign does not go to the next line.

## What is said

link-vague = The link “{ $title }” does not say where it leads.
    .hint = Name the page: a screen reader reads links out of their sentence.
link-insecure = This link is not encrypted.
    .hint = Write https://; if the site does not offer it, quote another one.
text-position = “{ $words }” points to a place or a colour.
    .hint = Name what you speak of: not everyone sees the page, and it changes with the screen.
text-sentence-long = A sentence has { $count } words, more than { $limit }.
    .hint = Cut it in two, or make a list.
text-contact = This text holds an e-mail address or a telephone number.
    .hint = Put it in x-settings and quote it, or in x-information.offices: it changes more often than the procedure.
text-untranslated = The translation ({ $language }) equals the original text.
    .hint = Translate it; if both languages say it alike, accept this finding.

## Labels

field-title-twice = The field “{ $name }” has the same label as “{ $other }” in the same step.
    .hint = Tell them apart: nobody would know which one an error speaks of.
step-title-twice = Two steps are called “{ $title }”.
    .hint = Tell them apart: the title tells people where they are.
choice-translation-twice = Two choices are both translated as “{ $title }”.
    .hint = Tell them apart in this language too.
hint-repeats-title = The hint repeats the label.
    .hint = Say what the label does not, or take it out: a screen reader would read the same thing twice.
title-marks-required = The label itself says whether the answer is required.
    .hint = Take it out: the portal marks it everywhere alike, from required.
pattern-unexplained = Nothing says which shape the answer “{ $name }” must have.
    .hint = Add description, examples, or an x-errors message for pattern.

## Quotes and messages

quote-not-a-value = “{ $quote }” names a group, rows or files, not a value.
    .hint = Quote one of the fields inside it.
quote-row-misplaced = “{ $quote }” is quoted outside any row or group.
    .hint = Quote the answer by a pointer from the root, such as /demandeur/nom.
quote-may-be-off = The quoted answer “{ $quote }” may not be asked when this text is read.
    .hint = Show the text on the same condition, or word it otherwise: people would read the field’s label instead.
quote-sensitive = “{ $quote }” is protected data, and this text leaves the portal or outlives it.
    .hint = Quote another answer: the summary shows in lists and stays after erasure, messages go out by e-mail.
quote-reads-later-step = “{ $quote }” is only asked in a later step.
    .hint = Quote an answer that was given before, or move the text: people would read the field’s label instead.
decision-twice = Two documents delivered have the identifier “{ $name }”.
    .hint = Give each its own.
message-without-reason = Nobody writes a reason for “{ $event }”: the quote would stay empty.
    .hint = Quote the reason in question, documentRefused or refused.
error-text-unused = The field “{ $name }” cannot break “{ $keyword }”: this message will never show.
    .hint = Take it out, or add the keyword to the field.
