# The page around every page.
layout-site = Procedures
layout-tagline = Your procedures
layout-skip = Skip to content
layout-nav = Main
layout-footer = About this site
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-demo-label = Demonstration
layout-demo = Demonstration portal: the city and the people are made up, nothing is sent.
layout-demo-mails = See the e-mails
layout-legal = Legal notice
layout-terms = Terms of use
layout-privacy = Personal data
layout-cookies = Cookies
layout-accessibility = Accessibility
layout-faq = Frequently asked questions
layout-sitemap = Site map

# Parts that pages share.
layout-status-draft = Draft
layout-status-pending = Pending
layout-status-processing = Processing
layout-status-closed = Closed
layout-status-refused = Refused
layout-status-cancelled = Cancelled
layout-pages = Pages of the list
layout-newer = More recent
layout-older = Older
layout-crumbs = You are here
layout-progress = step { $number } of { $total }
layout-problems = { $count ->
    [one] One answer needs your attention
   *[other] { $count } answers need your attention
  }
layout-required = required
layout-required-note = Fields marked with an asterisk (*) are required.
