# Choices in long lists, addresses and people of the household.
search-hint = Type part of the name, then choose from the list.
search-do = Search
search-found = { $total ->
    [one] One choice matches
   *[other] { $total } choices match
  }
search-more = Here are the first { $count }. Type more letters if yours is not among them.
search-none = No choice matches “{ $text }”. Check the spelling, or type fewer letters.
search-said = { $total ->
    [0] No choice matches.
    [one] One choice. Press the down arrow to reach it.
   *[other] { $total } choices. Press the down arrow to go through them.
  }
search-said-more = { $total } choices match, the first { $count } are shown. Press the down arrow to go through them.
choice-gone = Your earlier choice, “{ $choice }”, is no longer offered with your other answers. Please choose again.
problem-search = Choose from the list for “{ $title }”: type part of the name, then take one of the suggestions

address-search = Search for an address
address-hint = Type the number and street, then choose: the fields below are filled in. You can also fill them in yourself.
address-fill = Use this address

member-who = Who is it about?
member-self = Yourself
member-other = Somebody else
member-nameless = A person of your household
member-born = date of birth: { $date }
member-born-she = born on { $date }
member-born-he = born on { $date }
member-fill = Fill in with this person
