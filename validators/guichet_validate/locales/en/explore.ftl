# What the command explore says.

explore-title = { $name } ({ $id } { $version })
explore-paths = { $count ->
        [one] A single path.
       *[other] { $count } different paths{ $more ->
            [0] .
           *[other] {" "}at least.
        }
    }
explore-always = Always asked
explore-nothing = nothing
explore-or = {" or "}
explore-yes = yes
explore-no = no
explore-no-answer = no answer
explore-any-answer = any answer
explore-other-answers = one of the { $count } other answers
explore-other-text = another text
explore-some-text = a text
explore-some-file = a file
explore-rows = { $count ->
        [one] 1 row
       *[other] { $count } rows
    }
explore-more = { $count } more
explore-lines-more = { $count ->
        [0] more paths are not unfolded
        [one] 1 more line
       *[other] { $count } more lines
    }
explore-exit = exit “{ $name }”
explore-shortest = Shortest journey: { $fields } fields to fill in, { $steps } steps
explore-longest = Longest journey: { $fields } fields to fill in, { $steps } steps
explore-no-shortest = No accepted request was found for the shortest journey.
explore-no-longest = No accepted request was found for the longest journey.
explore-exits = Exits, and what leads there
explore-documents = Documents, and what asks for them
explore-test = test “{ $name }”
explore-no-witness = nothing found
explore-drawing = { $paths } paths; the shortest asks { $shortest } fields, the longest { $longest }.
explore-legend-question = question
explore-legend-outcome = what appears
explore-legend-exit = exit
