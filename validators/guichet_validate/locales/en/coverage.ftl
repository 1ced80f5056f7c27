# What the command test says of what tests reach.

coverage-line = tests reach { $percent }% ({ $parts }).
coverage-short = tests reach { $percent }% ({ $parts }); { $least }% are needed.
coverage-branch = branches { $reached }/{ $all }
coverage-document = documents { $reached }/{ $all }
coverage-alternative = forms of documents { $reached }/{ $all }
coverage-rule = rules { $reached }/{ $all }
coverage-exit = exits { $reached }/{ $all }
coverage-missing = no test { $what ->
        [branch-holds] makes this condition on { $name } hold.
        [branch-fails] makes this condition on { $name } fail.
        [document] asks for the document “{ $name }”.
        [alternative] brings “{ $form }” for the document “{ $name }”.
        [rule-held] satisfies the rule “{ $name }”.
        [rule-broken] breaks the rule “{ $name }”.
       *[exit] leads to the exit “{ $name }”.
    }
