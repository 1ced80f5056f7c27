# Home page
catalogue-home-title = All procedures
catalogue-question = What would you like to do?
catalogue-online-explained = Make your request online, at any hour. Procedures marked (@) can be done partly or wholly on this site.
catalogue-online = (online)
catalogue-search-label = Search, for example “birth certificate” or “bulky waste”
catalogue-search = Search
catalogue-results-title = Search: { $query }
catalogue-found = { $count ->
    [0] No procedure found for “{ $query }”
    [one] One procedure found for “{ $query }”
   *[other] { $count } procedures found for “{ $query }”
  }
catalogue-nothing = Try another word, or browse all procedures below.
# Words that the search passes over, without accents.
catalogue-empty-words = a an and at do for get how i in is my of on or our the to want where with your
catalogue-all = All procedures by category
catalogue-empty = No procedure is published at the moment.
catalogue-tracking = Track a request
catalogue-tracking-hint = Without signing in, with the number received in the acknowledgement.
catalogue-number = Tracking number
catalogue-track = Track
catalogue-account = Your account
catalogue-account-why = Type your information only once: it will fill in your next requests.
catalogue-account-name = Account of { $name }
catalogue-account-open = Open my space

# Page of a procedure
catalogue-online-title = Make the request online
catalogue-partial = Part of the procedure is done online; you will be told what comes next.
catalogue-needs-account = You will be asked to sign in.
catalogue-start = Start the request
catalogue-draft = You have a draft
catalogue-draft-saved = Saved on { $moment }.
catalogue-resume = Resume my draft
catalogue-start-another = Start another request
catalogue-closed = This procedure is closed: no request can be made online at the moment.
catalogue-not-yet = Requests will open on { $day }.
catalogue-ended = Requests have been closed since { $day }.
catalogue-delay = Time to answer
catalogue-answered = Nine of the last requests out of ten were answered { $most }.
catalogue-answered-half = Half of the last requests were answered { $half }, nine out of ten { $most }.
catalogue-within-days = { $count ->
    [0] on the same day
    [1] within one day
   *[other] within { $count } days
  }
catalogue-silence-accept = Without an answer within this time, your request is granted.
catalogue-silence-refuse = Without an answer within this time, your request is refused.
catalogue-legal = Legal references
catalogue-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
  }
catalogue-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
  }
catalogue-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
  }
catalogue-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }

# Other pages
catalogue-contents = Contents
catalogue-map-portal = The portal
catalogue-map-pages = Information
catalogue-cookie-colon = {": "}
catalogue-cookie-session = Keeps you signed in, or the requests without an account that are open here, and protects forms against being sent without your knowledge. It is set when you open a page with a form to send.
catalogue-cookie-language = Remembers the language that you chose at the top of the page. It is set at that moment.
catalogue-cookie-lasts = It lasts { $duration }.
catalogue-cookie-ends = It disappears when you close the browser.
catalogue-cookie-hidden = No script can read it.
catalogue-cookie-secure = It travels encrypted only.
