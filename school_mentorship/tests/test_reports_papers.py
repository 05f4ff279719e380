import io
import zipfile
from datetime import date

import docx
import pdfplumber
import pypdf

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .test_reports import A4, HOSTILE, ORDER, PaperCase, _roadmap_of

MODULE = "school_mentorship."
AGREEMENT = f"{MODULE}mentorship_agreement_document"
END = f"{MODULE}mentorship_agreement_end_document"
REFUSAL = f"{MODULE}mentorship_agreement_refusal_document"
CANCELLATION = f"{MODULE}mentorship_agreement_cancel_document"
WITHDRAWAL = f"{MODULE}mentorship_consent_withdrawal_document"
MENTOR_CHANGE = f"{MODULE}mentorship_mentor_change_document"
CERTIFICATE = f"{MODULE}mentorship_certificate_document"
THANKS = f"{MODULE}mentorship_thanks_document"
ACQUAINTANCE = f"{MODULE}mentorship_acquaintance_document"
JOURNAL = f"{MODULE}mentorship_journal_document"
PAY_LIST = f"{MODULE}mentorship_pay_list_document"


class PapersCase(PaperCase):
    """A mentor with a pair, and what is agreed with him."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school.council_protocol = "№ 1 от 28.08.2025"
        cls.mentor = cls._participant(
            "Иванова Ирина Ивановна", "Учитель математики", "mentor"
        )
        cls.mentee = cls._participant("Орлов Лев Сергеевич", "Учитель ИЗО", "mentee")
        cls.pair = cls._pair(cls.mentor, cls.mentee)

    @classmethod
    def _kind(cls, name):
        return cls.env.ref(f"school_mentorship.order_kind_{name}")

    @classmethod
    def _order_of(cls, kind, **vals):
        return cls.env["mentorship.order"].create(
            {"kind_id": cls._kind(kind).id, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _agreement(cls, mentor=None, **vals):
        return cls.env["mentorship.agreement"].create(
            {
                "participant_id": (mentor or cls.mentor).id,
                "pair_id": cls.pair.id if not mentor else False,
                "company_id": cls.company.id,
                "contract_number": "45/2019",
                "contract_date": "2019-08-28",
                "duty_ids": [
                    Command.set(cls.env["mentorship.duty"].search([], limit=6).ids)
                ],
                "date_start": "2025-09-15",
                "date_end": "2026-05-31",
                "pay_amount": 5000,
                "pay_clause": "3.4",
                **vals,
            }
        )

    def _assert_paper(self, content, pages=None, wide=False):
        """A4, our fonts inside, numbers from the second page."""
        with pdfplumber.open(io.BytesIO(content)) as document:
            if pages:
                self.assertEqual(len(document.pages), pages)
            for page in document.pages:
                size = (page.width, page.height)
                for side, expected in zip(size, A4[::-1] if wide else A4, strict=True):
                    self.assertAlmostEqual(side, expected, delta=1)
            texts = [page.extract_text() for page in document.pages]
        for number, text in enumerate(texts[1:], start=2):
            self.assertTrue(text.startswith(str(number)), text[:40])
        reader = pypdf.PdfReader(io.BytesIO(content))
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                font = font.get_object()["/DescendantFonts"][0].get_object()
                self.assertIn("Liberation", font["/BaseFont"])


@tagged("post_install", "-at_install")
class TestOrderAnnexes(PapersCase):
    def test_combined_order_has_its_annexes_in_order(self):
        order = self._order_of("combined", pair_ids=[Command.set(self.pair.ids)])
        order.roadmap_id = _roadmap_of(self)
        pages = self._pages(self._print(ORDER, order))
        heads = {
            "Положение о системе наставничества педагогических работников в": "№ 1",
            "ДОРОЖНАЯ КАРТА": "№ 2",
            "Состав наставнических пар (групп)": "№ 3",
        }
        found = []
        for title, number in heads.items():
            index, page = next(
                (i, page)
                for i, page in enumerate(pages)
                if title in page and "Приложение №" in page
            )
            self.assertIn(f"Приложение {number}", page)
            found.append(index)
        self.assertEqual(found, sorted(found))

    def test_regulation_is_numbered_twice_and_has_its_marks(self):
        order = self._order_of("regulation")
        order.action_to_sign()
        order.register("12-ОД", "2025-09-01")
        pages = self._pages(self._print(ORDER, order))
        self.assertEqual(len([p for p in pages if "ПРИНЯТО" in p]), 1)
        first = pages[1]
        for part in (
            "ПРИНЯТО",
            "(протокол № 1 от 28.08.2025)",
            "УЧТЕНО",
            "мнение профсоюзного комитета",
            "Приложение № 1",
            "УТВЕРЖДЕНО",
            "приказом МБОУ «СОШ № 20»",
            "от 1 сентября 2025 г. № 12-ОД",
            "1. Общие положения",
            "1.1. Настоящее Положение",
            "1.2. Положение разработано",
        ):
            self.assertIn(part, first)
        text = " ".join(pages)
        self.assertIn("11. Заключительные положения", text)
        self.assertIn("11.2. Изменения", text)
        self.assertNotIn("{{", text)

    def test_without_a_protocol_nothing_was_accepted(self):
        self.school.council_protocol = False
        text = self._text(ORDER, self._order_of("regulation"))
        self.assertNotIn("ПРИНЯТО", text)
        self.assertIn("УЧТЕНО", text)

    def test_pairs_that_are_only_listed_show_no_consents(self):
        order = self._order_of("programs", pair_ids=[Command.set(self.pair.ids)])
        self.pair.topic = "Современный урок"
        text = self._text(ORDER, order)
        self.assertIn("Тема: Современный урок", text)
        self.assertNotIn("согласие (дата)", text)
        self.assertNotIn("Основание: письменные согласия", text)

    def test_changes_say_what_becomes_of_a_pair(self):
        self._order(self.pair)
        successor = self._participant("Соколова Ольга Игоревна", "Методист", "mentor")
        other = self._pairs(1)
        order = self._order_of(
            "change",
            change_ids=[
                Command.create(
                    {
                        "pair_id": self.pair.id,
                        "result": "replaced",
                        "date": "2026-01-12",
                        "new_mentor_id": successor.id,
                        "reason": "заявление от 29.12.2025",
                    }
                ),
                Command.create(
                    {"pair_id": other.id, "result": "partly", "date": "2026-05-25"}
                ),
            ],
        )
        annex = self._pages(self._print(ORDER, order))[1]
        for part in (
            "Приложение № 1",
            "Новый наставник",
            "Основание",
            "замена наставника,",
            "с 12.01.2026",
            "Соколова Оль",
            "29.12.2025",
            "программа выполнена",
            "по 25.05.2026",
        ):
            self.assertIn(part, annex)

    def test_completion_shows_only_the_columns_it_needs(self):
        order = self._order_of(
            "completion",
            change_ids=[
                Command.create({"pair_id": self.pair.id, "date": "2026-05-31"})
            ],
        )
        annex = self._pages(self._print(ORDER, order))[1]
        self.assertIn("программа выполнена", annex)
        self.assertNotIn("Новый наставник", annex)
        self.assertNotIn("Основание", annex)

    def test_pay_lists_the_agreements_in_force(self):
        agreement = self._agreement(number="12", date_end="2099-05-31")
        agreement.action_sign("2025-09-14")
        second = self._participant("Петров Пётр Ильич", "Учитель истории", "mentor")
        self._agreement(second, date_end="2099-05-31")  # not signed
        self._agreement(second, in_function=True, in_function_reason="ДИ").action_sign()
        order = self._order_of("payment")
        annex = self._pages(self._print(ORDER, order))[1]
        for part in (
            "Выплаты за наставничество",
            "Иванова Ирина Ивановна",
            "учитель математики",
            "5 000 (пять тысяч) рублей",
            "№ 12 от 14.09.2025",
        ):
            self.assertIn(part, annex)
        self.assertNotIn("Петров", annex)

    def test_hostile_text_in_every_annex(self):
        order = self._order_of("regulation")
        order.write(
            {
                "annex": "# <i>Раздел</i>\n<script>alert(1)</script> {{школа}}",
                "annex_title": "<b>Положение</b>",
            }
        )
        text = self._text(ORDER, order)
        self.assertIn("1. <i>Раздел</i>", text)
        self.assertIn("1.1. <script>alert(1)</script> МБОУ «СОШ № 20»", text)
        self.assertIn("<b>Положение</b>", text)

    def test_acquaintance_sheet_alone(self):
        order = self._order(self.pair)
        content = self._print(ACQUAINTANCE, order)
        self._assert_paper(content, pages=1)
        self.assertIn("ЛИСТ ОЗНАКОМЛЕНИЯ", self._pages(content)[0])
        order.action_to_sign()
        order.register("125-ОД", "2025-09-15")
        content = self._print(ACQUAINTANCE, order)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        self.assertIn("с приказом от 15 сентября 2025 г. № 125-ОД", page)
        self.assertIn("Иванова Ирина", page)
        self.assertNotIn("ПРИКАЗЫВАЮ", page)


@tagged("post_install", "-at_install")
class TestAgreementPaper(PapersCase):
    def test_everything_that_article_351_8_asks(self):
        content = self._print(AGREEMENT, self._agreement())
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "ДОПОЛНИТЕЛЬНОЕ СОГЛАШЕНИЕ № ______",
            "к трудовому договору от 28 августа 2019 г. № 45/2019",
            "Муниципальное бюджетное общеобразовательное учреждение",
            "в лице директора Смирнова Александра Анатольевича, действующего",
            "Иванова Ирина Ивановна, учитель математики (далее – Работник)",
            "согласия от 03.09.2025",
            "в отношении учителя ИЗО Орлова Льва Сергеевича",
            "2. Содержание работы:",
            "посещение уроков (занятий) наставляемого",
            "форма наставничества – «педагог – педагог»",
            "в пределах установленной Работнику",
            "с 15 сентября 2025 г. по 31 мая 2026 г.",
            "5 000 (пять тысяч) рублей 00 копеек в месяц (по п. 3.4",
            "не менее чем за три рабочих дня",
            "Остальные условия трудового договора остаются неизменными",
            "в двух экземплярах",
            "А.А. Смирнов",
            "И.И. Иванова",
            "Экземпляр Соглашения получен",
            "ПРОЕКТ",
        ):
            self.assertIn(part, page)
        self.assertNotIn("г..", page)

    def test_blanks_where_data_are_missing(self):
        agreement = self._agreement(
            contract_number=False,
            contract_date=False,
            duty_ids=False,
            pair_id=False,
            pay_amount=0,
        )
        page = self._text(AGREEMENT, agreement)
        self.assertIn("к трудовому договору от «___» __________ 20___ г. №", page)
        self.assertIn("в отношении работников, закреплённых за ним приказом", page)
        self.assertRegex(page, r"Размер выплаты: _+\.")
        self.assertNotIn("ноль", page)

    def test_number_and_date_come_with_the_signature(self):
        agreement = self._agreement()
        agreement.action_print()
        frozen = self._text(AGREEMENT, agreement)
        self.assertNotIn("ПРОЕКТ", frozen)
        self.mentor.partner_id.name = "Новая Ирина Ивановна"
        agreement.number = "12"
        agreement.action_sign("2025-09-14")
        page = self._text(AGREEMENT, agreement)
        self.assertIn("СОГЛАШЕНИЕ № 12", page)
        self.assertIn("14 сентября 2025 г.", page)
        self.assertIn("Иванова Ирина Ивановна", page)

    def test_new_terms_name_the_old_ones(self):
        old = self._agreement(number="3")
        old.action_sign("2025-09-14")
        new = self._agreement(amends_id=old.id)
        page = self._text(AGREEMENT, new)
        self.assertIn("8. Дополнительное соглашение от 14 сентября 2025 г. № 3", page)
        self.assertIn("10. Соглашение составлено", page)

    def test_signatures_are_not_alone_on_a_page(self):
        duties = self.env["mentorship.duty"].search([("company_id", "=", False)])
        agreement = self._agreement(duty_ids=[Command.set(duties.ids)])
        self._assert_paper(self._print(AGREEMENT, agreement), pages=1)
        agreement.duty_ids.name = "помощь " * 40
        page = self._pages(self._print(AGREEMENT, agreement))[-1]
        self.assertIn("Соглашение составлено в двух экземплярах", page)
        self.assertIn("А.А. Смирнов", page)

    def test_end_follows_who_gave_notice(self):
        agreement = self._agreement(number="12", date_end="2099-05-31")
        agreement.action_sign("2025-09-14")
        page = self._text(END, agreement)
        self.assertIn("СОГЛАШЕНИЕ о прекращении дополнительного соглашения", page)
        self.assertIn("«___»", page)
        agreement.end_early("mentor", "2025-11-10")
        content = self._print(END, agreement)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "Директору МБОУ «СОШ № 20»",
            "Смирнову А.А.",
            "от учителя математики",
            "Ивановой Ирины Ивановны",
            "о досрочном отказе от выполнения работы",
            "соглашением от 14 сентября 2025 г. № 12",
            "Последний день выполнения работы – 13 ноября 2025 г.",
            "Уведомление получено 10 ноября 2025 г.",
        ):
            self.assertIn(part, page)

    def test_forms_of_both_sides_with_blanks(self):
        agreement = self._agreement()
        page = self._text(REFUSAL, agreement)
        self.assertIn("уведомляю о досрочном отказе", page)
        page = self._text(CANCELLATION, agreement)
        self.assertIn("Ивановой Ирине Ивановне", page)
        self.assertIn("Учителю математики", page)
        self.assertIn("уведомляем Вас о досрочной отмене поручения", page)
        self.assertIn("Уведомление получила:", page)
        self.assertNotIn("None", page)

    def test_a_teacher_prints_his_own_agreement_only(self):
        teacher = new_test_user(
            self.env,
            "agreeing_teacher",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        self.mentor.employee_id.user_id = teacher
        own = self._agreement()
        other = self._participant("Петров Пётр Ильич", "Учитель истории", "mentor")
        others = self._agreement(other)
        self.env.invalidate_all()
        reports = self.reports.with_user(teacher)
        for report in (AGREEMENT, REFUSAL):
            content, _kind = reports._render_qweb_pdf(report, own.ids)
            self.assertIn("Орлова Льва", " ".join(self._pages(content)))
            with self.assertRaises(AccessError):
                reports._render_qweb_pdf(report, others.ids)

    def test_personnel_officer_prints_agreements(self):
        officer = new_test_user(
            self.env,
            "printing_officer",
            groups="hr.group_hr_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        agreement = self._agreement()
        self.env.invalidate_all()
        content, _kind = self.reports.with_user(officer)._render_qweb_pdf(
            AGREEMENT, agreement.ids
        )
        self.assertIn("согласия от 03.09.2025", " ".join(self._pages(content)))

    def test_queries_do_not_grow_with_sheets(self):
        pairs = self._pairs(20)
        every = self.env["mentorship.agreement"]
        for pair in pairs:
            every |= self._agreement(pair.mentor_id, pair_id=pair.id)
        counts = []
        for agreements in (every[:1], every):
            self._print(AGREEMENT, agreements)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._print(AGREEMENT, agreements)
            counts.append(self.env.cr.sql_log_count - before)
        # Twenty sheets: none asks for itself; a view's cache may have gone meanwhile.
        self.assertLess(counts[1] - counts[0], 5)


@tagged("post_install", "-at_install")
class TestForms(PapersCase):
    def test_each_kind_of_consent_is_taken_back_on_one_page(self):
        words = {
            "data_processing": "об отзыве согласия на обработку персональных данных",
            "data_distribution": "ТРЕБОВАНИЕ о прекращении передачи (распространения)",
            "image": "об отзыве согласия на обнародование",
            "mentor_duties": "предупреждаю о досрочном отказе",
            "mentee_participation": "в качестве наставляемого",
        }
        for kind, part in words.items():
            consent = self._consent(self.mentor, kind)
            consent.action_print()
            consent.action_sign("2025-09-03")
            content = self._print(WITHDRAWAL, consent)
            self._assert_paper(content, pages=1)
            page = self._pages(content)[0]
            self.assertIn(part, page)
            self.assertIn("3 сентября 2025 г.", page)
            self.assertIn("от учителя математики", page)

    def test_demand_has_what_article_10_1_asks(self):
        consent = self._consent(self.mentor, "data_distribution")
        page = self._text(WITHDRAWAL, consent)
        for part in (
            "Иванова Ирина Ивановна",
            "номер телефона, адрес электронной почты или почтовый адрес",
            "частью 12 статьи 10.1",
            "обработка которых подлежит прекращению",
            "https://vk.example.ru/school20",
            "трёх рабочих дней",
            "«___»",
        ):
            self.assertIn(part, page)

    def test_request_to_change_the_mentor(self):
        order = self._order(self.pair)
        order.action_to_sign()
        order.register("125-ОД", "2025-09-15")
        content = self._print(MENTOR_CHANGE, self.pair)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "от учителя ИЗО Орлова Льва Сергеевича",
            "учителя математики Ивановой Ирины Ивановны, закреплённой",
            "от 15 сентября 2025 г. № 125-ОД",
            "Н.В. Козлова",
            "Л.С. Орлов",
        ):
            self.assertIn(part, page)


@tagged("post_install", "-at_install")
class TestCertificates(PapersCase):
    def _registered(self, pairs, number, day):
        order = self._order(pairs)
        order.action_to_sign()
        order.register(number, day)
        return order

    def test_certificate_counts_all_years_and_entries(self):
        self._registered(self.pair, "7-ОД", "2025-09-12")
        self.pair.action_done()
        self.mentor.date_out = date(2026, 6, 30)
        self.env.flush_all()
        again = self.mentor.copy(
            {"employee_id": self.mentor.employee_id.id, "date_in": "2026-09-01"}
        )
        novice = self._participant("Заяц Анна Павловна", "Педагог-психолог", "mentee")
        self._consent(novice, "mentee_participation").action_sign("2026-09-02")
        second = self.env["mentorship.pair"].create(
            {
                "company_id": self.company.id,
                "mentor_id": again.id,
                "mentee_ids": [Command.set((novice | self.mentee).ids)],
                "date_start": "2026-09-15",
                "date_end": "2027-05-31",
            }
        )
        self._registered(second, "9-ОД", "2026-09-11")
        content = self._print(CERTIFICATE, again)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "Дана Ивановой Ирине Ивановне, учителю математики",
            "2 наставнические пары (группы), 2 наставляемых",
            "2025/2026 учебный год",
            "2026/2027 учебный год",
            "Орлов Л.С.",
            "Заяц А.П.",
            "№ 7-ОД",
            "от 12.09.2025",
            "выполнена",
            "реализуется",
            "А.А. Смирнов",
        ):
            self.assertIn(part, page)

    def test_certificate_of_a_mentor_without_pairs(self):
        other = self._participant("Петров Пётр Ильич", "Учитель истории", "mentor")
        page = self._text(CERTIFICATE, other)
        self.assertIn("состоит в базе наставников", page)

    def test_letter_of_thanks_is_one_page(self):
        content = self._print(THANKS, self.mentor)
        self._assert_paper(content, pages=1)
        page = self._pages(content)[0]
        for part in (
            "БЛАГОДАРСТВЕННОЕ ПИСЬМО",
            "Ивановой Ирине Ивановне",
            "учителю математики",
            "Уважаемая Ирина Ивановна!",
            "А.А. Смирнов",
            "г. Киров",
        ):
            self.assertIn(part, page)

    def test_hostile_names(self):
        self.mentor.partner_id.name = HOSTILE
        self.mentor.position = HOSTILE
        for report in (CERTIFICATE, THANKS):
            self.assertIn("<script>", self._text(report, self.mentor))
        self.assertIn("<script>", self._text(AGREEMENT, self._agreement()))


@tagged("post_install", "-at_install")
class TestJournalPaper(PapersCase):
    def test_journal_of_a_year_with_its_notes(self):
        first = self._order(self.pair)
        first.action_to_sign()
        first.register("10-ОД", "2025-09-15")
        event = self.env["mentorship.event"].create(
            {"name": "Круглый стол", "date_start": "2026-05-20"}
        )
        second = self._order_of("event", event_id=event.id, amends_id=first.id)
        second.action_to_sign()
        second.register("9-ОД", "2025-09-15")
        third = self._order_of("event", event_id=event.id, repeals_id=second.id)
        third.action_to_sign()
        third.register("1-ОД", "2026-01-12")
        journal = first.journal_id
        reports = self.reports
        content, _kind = reports.with_context(year=2025)._render_qweb_pdf(
            JOURNAL, journal.ids
        )
        self._assert_paper(content, pages=1, wide=True)
        page = self._pages(content)[0]
        self.assertIn("за 2025 год", page)
        self.assertLess(page.index("9-ОД"), page.index("10-ОД"))
        for part in (
            "Изменён приказом от 15.09.2025",
            "Утратил силу: приказ",
            "от 12.01.2026 № 1-ОД",
            "Смирнов А.А.",
            "О закреплении наставников",
            "Всего зарегистрировано приказов: 2.",
        ):
            self.assertIn(part, page)
        content, _kind = reports._render_qweb_pdf(
            JOURNAL, journal.ids, data={"year": 2026}
        )
        page = self._pages(content)[0]
        self.assertIn("за 2026 год", page)
        self.assertIn("Всего зарегистрировано приказов: 1.", page)

    def test_the_year_is_chosen_in_a_window(self):
        wizard = self.env["mentorship.journal.print"].create(
            {"journal_id": self.school.main_journal_id.id, "year": 2025}
        )
        action = wizard.action_print()
        self.assertEqual(action["context"]["year"], 2025)
        self.assertEqual(action["report_name"], JOURNAL)
        self.assertIn("?year=2025", wizard.action_docx()["url"])

    def test_empty_journal(self):
        content, _kind = self.reports.with_context(year=1999)._render_qweb_pdf(
            JOURNAL, self.school.staff_journal_id.ids
        )
        self.assertIn("Приказы не зарегистрированы", self._pages(content)[0])


@tagged("post_install", "-at_install")
class TestPayList(PapersCase):
    def _list(self, day):
        return self.env["mentorship.pay.list"].create(
            {"company_id": self.company.id, "date": day}
        )

    def test_days_of_the_month(self):
        order = self._order(self.pair)
        order.action_to_sign()
        order.register("7", "2025-09-12")
        agreement = self._agreement(number="12")
        agreement.action_sign("2025-09-14")
        content = self._print(PAY_LIST, self._list("2025-09-20"))
        self._assert_paper(content, pages=1, wide=True)
        page = self._pages(content)[0]
        for part in (
            "за сентябрь 2025 г.",
            "с 15.09.2025",
            "по 30.09.2025",
            "16 (12)",
            "№ 12",
            "5 000 (пять тысяч)",
        ):
            self.assertIn(part, page)
        self.assertIn("с 01.10.2025", self._text(PAY_LIST, self._list("2025-10-01")))
        august = self._text(PAY_LIST, self._list("2025-08-31"))
        self.assertIn("соглашений нет", august)

    def test_ended_early(self):
        agreement = self._agreement(date_end="2099-05-31")
        agreement.action_sign("2025-09-14")
        agreement.end_early("employer", "2025-11-10")
        page = self._text(PAY_LIST, self._list("2025-11-01"))
        self.assertIn("по 13.11.2025", page)
        self.assertIn("(досрочно)", page)
        self.assertIn("13 (8)", page)
        page = self._text(PAY_LIST, self._list("2025-12-01"))
        self.assertNotIn("Иванова", page)

    def test_month_of_the_context(self):
        wizard = self.env["mentorship.pay.list"].with_context(year=2025, month=3)
        self.assertEqual(wizard._default_date(), date(2025, 3, 1))


@tagged("post_install", "-at_install")
class TestPrintMenus(PapersCase):
    def test_each_paper_stands_in_the_menu_of_its_model(self):
        for name, model in (
            ("agreement", "agreement"),
            ("agreement_end", "agreement"),
            ("agreement_refusal", "agreement"),
            ("agreement_cancel", "agreement"),
            ("consent_withdrawal", "consent"),
            ("mentor_change", "pair"),
            ("pair_folder", "pair"),
            ("certificate", "participant"),
            ("thanks", "participant"),
            ("acquaintance", "order"),
            ("journal", "journal"),
            ("signing_folder", "school"),
        ):
            with self.subTest(name):
                report = self.env.ref(f"school_mentorship.mentorship_{name}_report")
                bound = self.env["ir.actions.actions"].get_bindings(
                    f"mentorship.{model}"
                )["report"]
                self.assertIn(report.id, [action["id"] for action in bound])

    def test_docx_stands_beside_pdf(self):
        consent = self._consent(self.mentor, "image")
        action = self.env.ref("school_mentorship.mentorship_consent_action_docx")
        result = action.with_context(
            active_model="mentorship.consent",
            active_id=consent.id,
            active_ids=consent.ids,
        ).run()
        self.assertEqual(result["type"], "ir.actions.act_url")


@tagged("post_install", "-at_install")
class TestDocx(PapersCase):
    def _words(self, content):
        document = docx.Document(io.BytesIO(content))
        words = [p.text for p in document.element.body.iter() if hasattr(p, "text")]
        return " ".join(" ".join(filter(None, words)).split()).replace("\xa0", " ")

    def _report(self, name):
        return self.env.ref(f"school_mentorship.mentorship_{name}_report")

    def test_order_from_the_same_page(self):
        order = self._order(self.pair)
        order.action_to_sign()
        order.register("125-ОД", "2025-09-15")
        name, content = self._report("order")._docx_download(order.ids)
        self.assertEqual(name, "Приказ № 125-ОД от 15.09.2025.docx")
        words = self._words(content)
        for part in ("ПРИКАЗЫВАЮ:", "15 сентября 2025 г.", "125-ОД", "Орлов Лев"):
            self.assertIn(part, words)

    def test_every_paper_has_its_docx(self):
        agreement = self._agreement()
        consent = self._consent(self.mentor, "image")
        wizard = self.env["mentorship.pay.list"].create(
            {"company_id": self.company.id, "date": "2025-09-01"}
        )
        for name, records in (
            ("agreement", agreement),
            ("agreement_end", agreement),
            ("consent", consent),
            ("consent_withdrawal", consent),
            ("mentor_change", self.pair),
            ("certificate", self.mentor),
            ("thanks", self.mentor),
            ("journal", self.school.main_journal_id),
            ("pay_list", wizard),
        ):
            with self.subTest(name):
                file_name, content = self._report(name)._docx_download(records.ids)
                self.assertTrue(file_name.endswith(".docx"))
                self.assertTrue(self._words(content))

    def test_several_are_an_archive(self):
        consents = self._consent(self.mentor, "image")
        consents |= self._consent(self.mentee, "image")
        name, content = self._report("consent")._docx_download(consents.ids)
        self.assertTrue(name.endswith(".zip"))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
        self.assertEqual(len(names), 2)
        self.assertTrue(all(n.endswith(".docx") for n in names))

    def test_folders_are_pdf_only(self):
        with self.assertRaises(UserError):
            self._report("pair_folder")._docx_download(self.pair.ids)

    def test_action_leads_to_the_route(self):
        consent = self._consent(self.mentor, "image")
        action = consent.action_docx()
        self.assertEqual(
            action["url"],
            f"/school_mentorship/docx/mentorship_consent_document/{consent.id}",
        )


@tagged("post_install", "-at_install")
class TestDocxRoute(HttpCase):
    def test_download_and_refusals(self):
        company = self.env.ref("base.main_company")
        partner = self.env["res.partner"].create({"name": "Иванова Ирина Ивановна"})
        consent = self.env["mentorship.consent"].create(
            {"partner_id": partner.id, "kind": "image", "company_id": company.id}
        )
        route = "/school_mentorship/docx/mentorship_consent_document"
        self.authenticate("admin", "admin")
        response = self.url_open(f"{route}/{consent.id}")
        self.assertEqual(response.status_code, 200)
        self.assertIn("wordprocessingml", response.headers["Content-Type"])
        self.assertIn(".docx", response.headers["Content-Disposition"])
        self.assertTrue(response.content.startswith(b"PK"))
        self.assertEqual(
            self.url_open("/school_mentorship/docx/nothing/1").status_code, 404
        )
        new_test_user(self.env, "docx_teacher", groups="base.group_user")
        self.authenticate("docx_teacher", "docx_teacher")
        response = self.url_open(f"{route}/{consent.id}")
        self.assertEqual(response.status_code, 403)
        self.assertFalse(response.content.startswith(b"PK"))
        self.logout()
        response = self.url_open(f"{route}/{consent.id}", allow_redirects=False)
        self.assertNotEqual(response.status_code, 200)
