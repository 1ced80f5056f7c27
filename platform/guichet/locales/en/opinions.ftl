# One question after the decision.
opinions-title = Your opinion
opinions-why = One question only, to make this procedure better. You can answer and change your mind until { $date }. After that, nothing ties your answer to your request any more.
opinions-kept-until = Thank you. You can still change your mind until { $date }. After that, nothing ties your answer to your request any more.
opinions-question = How did this procedure go for you?
opinions-answer-very-good = Very well
opinions-answer-good = Well
opinions-answer-fair = Fairly
opinions-answer-bad = Badly
opinions-answer-very-bad = Very badly
opinions-comment = A word to help us do better
opinions-comment-hint = One line, 200 characters at most. Write nothing by which you can be recognised: nobody will answer you here.
opinions-send = Send my opinion
opinions-change = Change my opinion
opinions-missing = Choose an answer
opinions-long = Shorten your words: { $limit } characters at most
opinions-kept = Thank you, your opinion is kept.
opinions-over = The time to give your opinion is over: nothing was kept.

# What the answers say.
opinions-results = Opinions of citizens
opinions-results-why = One question is asked after each decision. The answers of the months that are over are counted here by procedure, from { $fewest } on so that nobody is recognised.
opinions-total = Opinions
opinions-percent = { $percent }%
opinions-few = Fewer than { $fewest } opinions so far
opinions-none = No opinion for the months that are over.
opinions-comments = What citizens write: { $title }
