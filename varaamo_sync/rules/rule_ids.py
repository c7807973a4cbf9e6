"""The ids of all rules, in the order in which findings of one room are listed.

Ids are for ever: baselines, settings and CI of catalogues name them. A rule whose id is not here
fails at import, and so does an id without a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

RuleId = Literal[
    # settings of the catalogue
    "rule-unknown",
    "rule-off-unsafe",
    "rule-fixed",
    "goal-date-out-of-range",
    # identity and venue
    "key-duplicate",
    "tprek-missing",
    "venue-unknown",
    "venue-name-differs",
    "venue-unknown-in-service-map",
    "venue-without-department",
    "same-as-taken",
    "name-repeated",
    # what a form said and nobody could read
    "field-unread",
    "room-unsettled",
    "machine-word",
    # texts
    "name-missing-fi",
    "name-missing-sv",
    "name-missing-en",
    "name-too-long",
    "description-missing-fi",
    "description-missing-sv",
    "description-missing-en",
    "description-blank",
    "description-too-long",
    "instructions-too-long",
    "contact-too-long",
    "search-term-empty",
    "search-term-too-long",
    "text-unsendable",
    "text-control-signs",
    "text-direction-marks",
    # what another booking system than Varaamo asks for, or has no place for
    "field-demanded",
    "field-not-kept",
    # publishing
    "publish-ends-before-begins",
    "publish-over",
    # type, purposes, equipment, terms
    "type-missing",
    "type-unknown",
    "purpose-unknown",
    "equipment-unknown",
    "terms-unknown",
    "terms-wrong-type",
    "cancellation-rule-unknown",
    "reference-ambiguous",
    # capacity and area
    "capacity-missing",
    "capacity-half",
    "capacity-negative",
    "capacity-zero",
    "capacity-min-over-max",
    "area-not-positive",
    # spaces
    "part-of-unknown",
    "part-of-other-venue",
    "part-of-cycle",
    "parts-larger-area",
    "parts-larger-capacity",
    # booking times
    "duration-min-over-max",
    "duration-min-interval",
    "duration-max-interval",
    "booking-number-negative",
    "booking-max-per-person-zero",
    "booking-window-inverted",
    "booking-closes-before-opens",
    "booking-over",
    # numbers, lengths and days that no booking system stores
    "number-too-large",
    "booking-number-too-large",
    "booking-window-too-large",
    "duration-too-long",
    "moment-out-of-range",
    "day-out-of-range",
    # opening hours
    "hours-period-reversed",
    "hours-time-backwards",
    "hours-time-empty",
    "hours-times-overlap",
    "hours-periods-overlap",
    "hours-exceptions-overlap",
    "hours-state-unbookable",
    "hours-said-twice",
    "hours-holiday-unknown",
    "hours-over",
    "hours-exception-outside",
    "hours-missing",
    # access
    "access-missing",
    "access-not-in-force",
    "access-code-on-create",
    "access-code-needs-lock",
    "access-duplicate-date",
    "access-superseded",
    # prices
    "price-missing",
    "price-not-in-force",
    "price-duplicate-date",
    "price-no-amount",
    "price-half",
    "price-lowest-over-highest",
    "price-negative",
    "price-too-large",
    "price-free-contradicts",
    "price-vat-missing",
    "price-payment-missing",
    "price-material-too-long",
    "vat-out-of-range",
    "vat-unknown",
    "vat-disabled",
    "payment-product-needed",
    # quality
    "name-contradicts-venue",
    "capacity-in-text",
    "price-in-text",
    "text-identical",
    "finnish-in-swedish",
    "finnish-in-english",
    "personal-email",
    "personal-phone",
    "personal-name",
    "link-broken",
    "html-empty",
    "goal-season-only",
    "goal-handled-by-staff",
]
"""Id of a rule: stable, kebab-case."""

ORDER: Mapping[str, int] = {id: place for place, id in enumerate(get_args(RuleId))}
"""Place of each rule among the findings of one room."""
