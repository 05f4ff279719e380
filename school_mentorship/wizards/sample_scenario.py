from datetime import date, timedelta

from odoo.fields import Command

from .sample_curator import Curator


class Scenario(Curator):
    """The story of the sample school, told once from its first paper to today."""

    def load(self):
        """Tell the whole story."""
        self._speak_russian()
        self._found_school()
        self._hire()
        self._take_over()
        self._last_year()
        self._begin_year()
        self._fill_banks()
        self._sign_consents()
        self._assign_pairs()
        self.wizard._load_programs(self)
        self._agree_on_pay()
        self._carry_on()
        self.wizard._load_surveys(self.env, self._before)
        self.wizard._sample_match(self)
        self.wizard._tell_events(self)
        self.wizard._load_completion(self)
        self.wizard._draft_programs(self)
        self._keep_roadmap()
        self._remind()

    def open(self):
        """The action that opens the board in the sample school."""
        action = self.roadmap.with_user(self.wizard.env.user).action_open_measures()
        context = dict(action.get("context") or {})
        return {**action, "context": {**context, **self._company_context()}}

    def _last_year(self):
        """The pairs of the school year before, and somebody who paused for years."""
        pioneer = self._enter(self._rows("old"), date(self.start.year - 4, 9, 1))
        pioneer.action_prepare_consents()
        drafts = self._consents(pioneer, state="draft")
        drafts.action_sign(self._workday(date(self.start.year - 4, 9, 5)))

        rows = self._rows("last")
        people = self._enter(rows, self._last(1, 9))
        pairs = self._form_pairs("last", self._last(15, 9), self._last(31, 5))
        limited = pairs.filtered(lambda pair: pair == self.pairs["german_last"])
        members = limited.member_ids.participant_id
        for person in members:
            duty = "mentor_duties" if person.role == "mentor" else None
            self._new_consent(person, "data_processing")
            self._new_consent(person, duty or "mentee_participation", limited)
        (people - members).action_prepare_consents()
        self._consents(people, state="draft").action_sign(self._last(5, 9))

        self._hold_council(self._last(29, 8))
        self._register(self._order_of(pairs), "last", self._last(12, 9))
        self._end_pairs("last")
        for row in rows:
            if "left" in row:
                day = self._last(20, 1) if row.get("left_early") else self._last(31, 5)
                entry = self.bank[row["person"], row["role"]]
                entry.write({"date_out": day, "reason_out": row["left"]})
                if row.get("left_early"):
                    self._consents(entry, kind="data_processing").action_withdraw(
                        self._last(22, 1)
                    )
        # What the night would have done since.
        self.env["mentorship.consent"]._cron_expire()

    def _begin_year(self):
        """The roadmap, and the regulation that it carries out."""
        self.roadmap = self.env["mentorship.roadmap"].create(
            {"tracked_from": min(self.start, self.today)}
        )
        self._hold_council(self._before(19))
        orders = self.env["mentorship.order"]
        for key in ("regulation", "roadmap"):
            order = orders.create({"kind_id": self._ref(f"order_kind_{key}").id})
            self._register(order, key, self._before(18))
        self.roadmap.action_start()

    def _fill_banks(self):
        """Enter the people of this year."""
        self._enter(self._rows("now"), self._before(15))

    def _sign_consents(self):
        """Collect the consents: most have signed, some have the sheet, some nothing."""
        wanted = {}
        people = self.env["mentorship.participant"]
        for row in self._rows("now"):
            entry = self.bank[row["person"], row["role"]]
            if row.get("consents") != {}:
                people |= entry
            for kind, state in row.get("consents", {}).items():
                wanted[entry.partner_id, kind] = state
        people |= (returning := self.bank["bushmeleva", "mentor"])
        wanted[returning.partner_id, "data_processing"] = "printed"
        wanted[returning.partner_id, "mentor_duties"] = "draft"
        people.action_prepare_consents()
        consents = self._consents(people, state="draft")
        for row in self.data["further_consents"]:
            entry = self.bank[row["person"], "mentor"]
            consents |= self._new_consent(entry, row["kind"])
            wanted[entry.partner_id, row["kind"]] = row["state"]

        states = consents.grouped(
            lambda consent: wanted.get((consent.partner_id, consent.kind), "signed")
        )
        states["printed"].action_print()
        mentors = people.filtered(lambda person: person.role == "mentor").partner_id
        signed = states["signed"] | states["withdrawn"]
        early = signed.filtered(lambda consent: consent.partner_id in mentors)
        early.action_sign(self._before(14))
        (signed - early).action_sign(self._before(12))
        states["withdrawn"].action_withdraw(self._before(3))
        self._keep_areas()

    def _keep_areas(self):
        """What people need and can do: known of those who have consented."""
        self.env["mentorship.participant.area"].create(
            [
                {
                    "participant_id": self.bank[row["person"], row["role"]].id,
                    "area_id": self._ref(f"area_{name}").id,
                    "score": score,
                }
                for row in self.data["participants"]
                for name, score in row.get("areas", {}).items()
            ]
        )

    def _assign_pairs(self):
        """The order of September, by which the first line of the roadmap is done."""
        pairs = self._form_pairs("now", self.anchor, self.year_end)
        self._register(self._order_of(pairs), "pairs", self._before(1))
        self.roadmap._refresh()

    def _carry_on(self):
        """What came later: pairs that still lack papers, orders on their way."""
        self._end_pairs("now")
        start = max(self.anchor, self._workday(self.today))
        end = self.year_end
        if (end - start).days < 90:
            end = start + timedelta(days=180)
        self._form_pairs("new", start, end)
        english = self.pairs["english"]
        self._new_consent(english.mentor_id, "mentor_duties", english).action_print()
        self.orders["history"] = self._order_of(self.pairs["history"])
        self.orders["history"].action_to_sign()
        self.orders["english"] = self._order_of(english | self.pairs["sport"])
        kind = self._ref("order_kind_curator")
        self.env["mentorship.order"].create({"kind_id": kind.id}).action_cancel()

    def _agree_on_pay(self):
        """Agreements of the mentors at work: signed, given out, and one to be made."""
        pairs = self.env["mentorship.pair"].search([("state", "=", "active")])
        action = pairs.action_prepare_agreements()
        agreements = self.env["mentorship.agreement"].search(action["domain"])
        for index, agreement in enumerate(agreements.sorted("id")):
            agreement.write(
                {
                    "contract_number": f"{14 + 3 * index}/2019",
                    "contract_date": date(2019, 8, 26),
                    "pay_amount": 2000,
                    "pay_clause": "3.4",
                }
            )
        (agreements[:-1]).action_print()
        for index, agreement in enumerate(agreements[:-2], start=1):
            agreement.number = f"{index}-н"
            agreement.action_sign(min(self.anchor, self.today))

    def _keep_roadmap(self):
        """Who answers for which line, and what the curator marks by hand."""
        for row in self.data["measures"]:
            template = self.env.ref(
                f"school_mentorship.line_{row['line']}", raise_if_not_found=False
            )
            # A school that loads the sample may have changed the template.
            measure = self.roadmap.measure_ids.filtered(
                lambda measure, template=template: (
                    template and measure.name == template.name
                )
            )[:1]
            if not measure:
                continue
            self.measures[row["line"]] = measure
            vals = {
                "responsible_ids": [
                    Command.link(self.employees[person].id)
                    for person in row.get("responsible", ())
                ]
            }
            if reason := row.get("not_required"):
                vals.update(not_required=True, not_required_reason=reason)
            elif "basis" in row and not measure.hand_done:
                day = self._day_of(row)
                if day <= self.today:
                    vals.update(hand_done=True, hand_basis=row["basis"], hand_date=day)
            measure.write(vals)
        self.roadmap._refresh()

    def _remind(self):
        """A few activities for the curator: today's, coming and overdue ones."""
        mentees = {
            person: entry
            for (person, role), entry in self.bank.items()
            if role == "mentee"
        }
        places = {
            "measure": self.measures,
            "pair": self.pairs,
            "order": self.orders,
            "participant": mentees,
        }
        for row in self.data["activities"]:
            if record := places[row["on"]].get(row["key"]):
                record.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=self.today + timedelta(days=row["days"]),
                    summary=row["summary"],
                    user_id=self.curator.id,
                )
