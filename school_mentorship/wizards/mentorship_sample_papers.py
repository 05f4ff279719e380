from pathlib import Path

from odoo import api, models
from odoo.exceptions import UserError

from ..models.mentorship_consent import KINDS
from ..tools import declension, russian
from .sample_founding import LANG

CONSENT_NAMES = {
    "data_processing": "Согласие на обработку персональных данных",
    "data_distribution": "Согласие на распространение персональных данных",
    "image": "Согласие на использование изображения",
    "mentor_duties": "Согласие на обязанности наставника",
    "mentee_participation": "Согласие на участие в наставничестве",
}
ORDER_STATES = {"signing": " (на подписи)", "cancelled": " (снят)"}


class MentorshipSamplePapersMixin(models.AbstractModel):
    """The papers of the sample school as files, to look at and to compare."""

    _name = "mentorship.sample.papers.mixin"
    _description = "Sample School: Papers"

    @api.model
    def _print_papers(self, folder):
        """Print the papers of the sample school with Russian names, as PDF and DOCX.

        Every order and the roadmap, and one of each other paper; folders as PDF only.

        :param folder: path of a folder; made if it is not there
        :return: list of the paths of the files
        :raises UserError: when the sample school has not been loaded
        """
        company = self._school().company_id
        if not company:
            raise UserError(self.env._("Load the sample school first."))
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        # Papers of the whole school, printed by whoever runs the server.
        printer = self.sudo().with_context(
            lang=LANG, allowed_company_ids=company.ids, force_report_rendering=True
        )
        env = printer.env
        paths = []
        for name, report, record in self._papers(env, company):
            content, _type = env["ir.actions.report"]._render_qweb_pdf(
                f"school_mentorship.mentorship_{report}_report", record.ids
            )
            # Letters that a file name cannot hold somewhere, and «И.О..pdf».
            name = name.translate(str.maketrans("/\\", "--", '<>:|?*"')).rstrip(".")
            path = folder / f"{name}.pdf"
            path.write_bytes(content)
            paths.append(str(path))
            action = env.ref(f"school_mentorship.mentorship_{report}_report")
            if not action._is_bundle():
                _name, content = action._docx_download(record.ids)
                path = folder / f"{name}.docx"
                path.write_bytes(content)
                paths.append(str(path))
        return paths

    @api.model
    def _papers(self, env, company):
        """What there is to print.

        :return: list of (name of the file, report, record)
        """
        owned = [("company_id", "=", company.id)]
        result = []
        for order in env["mentorship.order"].search(owned):
            kind = order.kind_id.name
            name = kind[:1].lower() + kind[1:]
            if order.state == "registered":
                day = russian.date_numeric(order.date)
                name = f"Приказ {name} № {order.number} от {day}"
            else:
                name = f"Проект приказа {name}{ORDER_STATES.get(order.state, '')}"
            result.append((name, "order", order))
        for roadmap in env["mentorship.roadmap"].search(owned):
            year = russian.school_year(roadmap.date_start, roadmap.date_end)
            result.append((f"Дорожная карта {year}", "roadmap", roadmap))
        consents = env["mentorship.consent"].search(owned)
        for kind, _label in KINDS:
            of_kind = consents.filtered(lambda c, kind=kind: c.kind == kind)
            consent = of_kind.sorted(lambda c: c.state != "printed")[:1]
            person = declension.initials(consent.name or "")
            name = f"{CONSENT_NAMES[kind]} – {person}"
            result += [(name, "consent", record) for record in consent]
        return result + self._other_papers(env, owned, consents)

    @api.model
    def _other_papers(self, env, owned, consents):
        """One of each paper that hangs on an order, a pair, a mentor, an agreement.

        :return: as `_papers`
        """
        order = env["mentorship.order"].search(
            [*owned, ("state", "=", "registered"), ("assigns_pairs", "=", True)],
            limit=1,
        )
        pair = order.pair_ids.filtered(lambda pair: pair.state == "active")[:1]
        mentor = pair.mentor_id
        agreement = env["mentorship.agreement"].search(
            [*owned, ("participant_id", "=", mentor.id)], limit=1
        )
        school = env["mentorship.school"]._of(order.company_id)
        pay_list = env["mentorship.pay.list"].create(
            {"company_id": order.company_id.id}
        )
        own = consents.filtered(lambda c: c.partner_id == mentor.partner_id)[:1]
        match = env["mentorship.match"].search(owned, limit=1)
        programs = env["mentorship.program"].search(owned)
        program = programs.filtered(lambda p: p.pair_id == pair)[:1]
        finished = programs.filtered("result")[:1]
        monitoring = env["mentorship.monitoring"].search(
            [*owned, ("season", "=", "final")], limit=1
        )
        event = env["mentorship.event"].search(
            [*owned, ("state", "=", "held"), ("is_final", "=", False)], limit=1
        )
        practice = env["mentorship.practice"].search(owned, limit=1)
        name = declension.initials(mentor.name or "")
        papers = [
            (f"Дополнительное соглашение – {name}", "agreement", agreement),
            (f"Соглашение о прекращении – {name}", "agreement_end", agreement),
            (f"Уведомление об отказе – {name}", "agreement_refusal", agreement),
            (f"Уведомление об отмене – {name}", "agreement_cancel", agreement),
            (f"Отзыв согласия – {name}", "consent_withdrawal", own),
            (f"Ходатайство о замене наставника – {name}", "mentor_change", pair),
            (f"Справка о наставничестве – {name}", "certificate", mentor),
            (f"Благодарственное письмо – {name}", "thanks", mentor),
            (f"Лист ознакомления с приказом № {order.number}", "acquaintance", order),
            ("Журнал регистрации приказов", "journal", order.journal_id),
            ("Список выплат за наставничество", "pay_list", pay_list),
            ("Лист подбора наставников", "match", match),
            (f"Программа наставничества – {name}", "program", program),
            (f"Журнал встреч – {name}", "program_log", program),
            (
                f"Справка о реализации программы – {finished.pair_id.name}",
                "program_note",
                finished,
            ),
            ("Сводка мониторинга", "monitoring", monitoring),
            ("Программа мероприятия", "event_program", event),
            ("Лист регистрации", "event_attendance", event),
            ("Протокол мероприятия", "event_minutes", event),
            ("Карточка практики", "practice", practice),
            (f"Папка пары – {name}", "pair_folder", pair),
            ("Папка на подпись", "signing_folder", school),
        ]
        return [(name, report, record) for name, report, record in papers if record]
