"""How many queries something takes, for all tests of speed."""

from lxml import etree

MANY = 50


class CountsQueries:
    """Counts the queries of an act for one record and for fifty.

    For a class of tests that has records enough; `self.env` is that of who looks.
    """

    def _queries(self, act):
        """How many queries an act makes with a cold cache and warm definitions."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _few_and_many(self, act, few, many):
        """The queries of an act for few records and for many.

        :return: tuple (for few, for many)
        """
        self.assertGreaterEqual(len(many), MANY)
        # Browsed anew, as a request does: prefetching goes over all of them.
        both = few.browse(few.ids), many.browse(many.ids)
        for records in both:
            # What is cached for the process is read once, here.
            self._queries(lambda records=records: act(records))
        few, many = (
            self._queries(lambda records=records: act(records)) for records in both
        )
        return few, many

    def _screens(self, records, *view_types, few=None):
        """The queries of the views of few records and of many.

        :param records: fifty records or more
        :param view_types: ``list``, ``kanban``, ``form`` …
        :param few: as many as it takes to show each kind; the first one if not given
        :return: tuple of two dicts: (view, what the client asks) → number of queries
        """
        few = few or records[0]
        counts = {}, {}
        for view_type in view_types:
            spec = self._spec(records._name, view_type)
            for asked, act in (
                ("read", lambda some, spec=spec: some.web_read(spec)),
                (
                    "search",
                    lambda some, spec=spec: some.web_search_read(
                        [("id", "in", some.ids)], spec, limit=500
                    ),
                ),
            ):
                numbers = self._few_and_many(act, few, records)
                for count, number in zip(counts, numbers, strict=True):
                    count[view_type, asked] = number
        return counts

    def _spec(self, model, view_type):
        """What the web client asks for: the fields of the real view, nested lists."""
        view = self.env[model].get_view(view_type=view_type)
        return self._spec_of(etree.fromstring(view["arch"]), model)

    def _spec_of(self, arch, model):
        spec = {}
        for node in arch.iter("field"):
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue
            field = self.env[model]._fields[node.get("name")]
            if field.type in ("one2many", "many2many"):
                lines = node.find("list")
                if lines is None:
                    lines = node.find("kanban")
                nested = {"display_name": {}}
                if lines is not None:
                    copy = etree.fromstring(etree.tostring(lines))
                    nested = self._spec_of(copy, field.comodel_name)
                spec[field.name] = {"fields": nested, "limit": 40}
            elif field.type in ("many2one", "reference"):
                spec[field.name] = {"fields": {"display_name": {}}}
            else:
                spec[field.name] = {}
        return spec
