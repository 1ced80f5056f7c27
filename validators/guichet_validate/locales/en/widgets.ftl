## Widgets

widget-unsuited = { $reason ->
    [format] The widget “{ $widget }” is made for the format { $format }, which this field has not.
    [const] The widget “declaration” is made for a declaration that must be accepted, and this one may be refused.
    [words] The position of a point is required, and not everybody can give it.
   *[point] The widget “point” needs two numbers, lat and lon, and a text that tells the place.
}
    .hint = { $reason ->
    [format] Add that format, with its “pattern”, or remove “widget”.
    [const] Add “const” true, or take the default widget.
    [words] Remove lat and lon from “required”: words are enough to tell the place.
   *[point] Take the fragment guichet:fragments/place, or the widget “group”.
}
