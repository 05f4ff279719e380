import base64
import io
import logging
import zipfile

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.osutil import clean_filename
from odoo.tools.pdf import merge_pdf

_logger = logging.getLogger(__name__)

# How many records one transaction prints: what a crash can cost at the most.
CHUNK = 20
# How many records one transaction of other work takes.
WORK_CHUNK = 100


class MentorshipJob(models.Model):
    """Long work in the background: papers printed into one archive, records made.

    Worked off in chunks by a scheduled action, each chunk in a transaction of its
    own: after a crash or a restart the job goes on where it stopped. Whoever asked
    for it sees the progress and is told by an activity when the file is ready.
    """

    _name = "mentorship.job"
    _description = "Background Job"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(required=True)
    user_id = fields.Many2one(
        "res.users",
        "Asked For By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company",
        string="School",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
        index=True,
    )
    report_id = fields.Many2one("ir.actions.report", readonly=True, ondelete="cascade")
    model = fields.Char(readonly=True)
    method = fields.Char(readonly=True)
    params = fields.Json(readonly=True)
    res_ids = fields.Json("Records", readonly=True)
    as_one = fields.Boolean("One PDF", readonly=True)
    options = fields.Json(readonly=True)
    total = fields.Integer(readonly=True)
    done = fields.Integer(readonly=True)
    progress = fields.Integer(compute="_compute_progress")
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Under way"),
            ("done", "Ready"),
            ("failed", "Failed"),
        ],
        default="waiting",
        required=True,
        readonly=True,
        index=True,
    )
    result = fields.Binary(readonly=True)
    result_name = fields.Char("File Name", readonly=True)
    error = fields.Text(readonly=True)
    sheet_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        domain=[("res_model", "=", "mentorship.job"), ("res_field", "=", False)],
    )

    @api.depends("done", "total")
    def _compute_progress(self):
        for job in self:
            job.progress = job.done * 100 // job.total if job.total else 0

    @api.model
    def _print(self, report, records, as_one=False, options=None, at_once=False):
        """Print some records and open the file, or open the job that prints them.

        :param bool at_once: while the user waits: few records
        :return: action
        """
        job = self._start(report, records, as_one, options)
        if not at_once:
            return job._action_open()
        while job.state in ("waiting", "running"):
            # As above: nobody writes a job himself.
            job.sudo()._run_chunk(quiet=True)
        return job._action_result()

    @api.model
    def _start(self, report, records, as_one=False, options=None):
        """Ask for the papers of many records, as an archive or as one PDF.

        :param report: `ir.actions.report`
        :param records: recordset of the report's model
        :param bool as_one: one PDF with all sheets; an archive of single ones if not
        :param dict options: for the report, found in its context
        :return: the new `mentorship.job`
        :raises UserError: when there is nothing to print
        """
        if not records:
            raise UserError(self.env._("Choose at least one record to print."))
        records.check_access("read")
        # Nobody writes a job himself; whoever may read the records may print them.
        job = (
            self.sudo()
            .create(
                {
                    "name": report.name,
                    "report_id": report.id,
                    "res_ids": records.ids,
                    "as_one": as_one,
                    "options": options,
                    "company_id": (
                        "company_id" in records
                        and records.company_id[:1]
                        or self.env.company
                    ).id,
                    "total": len(records),
                    "user_id": self.env.uid,
                }
            )
            .sudo(False)
        )
        # A scheduled action is the system's; the job itself runs as who asked for it.
        self.env.ref("school_mentorship.mentorship_job_cron").sudo()._trigger()
        return job

    @api.model
    def _start_work(self, name, records, method, params=None):
        """Have a method called on many records, chunk by chunk.

        :param str name: what is done, for whoever asked for it
        :param records: recordset
        :param str method: a method of the model whose name begins with `_job_`; it
            passes over records that are done already
        :param dict params: named arguments of the method, as JSON
        :return: the new `mentorship.job`
        """
        records.check_access("read")
        # Nobody writes a job himself; the method runs with the rights of who asked.
        job = (
            self.sudo()
            .create(
                {
                    "name": name,
                    "model": records._name,
                    "method": method,
                    "params": params or {},
                    "res_ids": records.ids,
                    "total": len(records),
                    "user_id": self.env.uid,
                }
            )
            .sudo(False)
        )
        # As above.
        self.env.ref("school_mentorship.mentorship_job_cron").sudo()._trigger()
        return job

    def _action_result(self):
        """Open the file in a page of its own."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/result/{self.result_name}",
            "target": "new",
            "close": True,
        }

    def _action_open(self):
        """Open the job, where its progress is seen."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    @api.model
    def _cron_run(self):
        """Work off what waits; one that is `running` here was cut off by a crash."""
        jobs = self.search([("state", "in", ("waiting", "running"))], order="id")
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=sum(job.total - job.done for job in jobs))
        for job in jobs:
            # Who asked for it reads what the work says.
            user = job.user_id
            job = job.with_context(lang=user.lang, tz=user.tz)
            while job.state in ("waiting", "running"):
                before = job.done
                try:
                    with self.env.cr.savepoint():
                        job._run_chunk()
                except Exception as error:
                    _logger.exception("Job %s failed", job.id)
                    job._finish("failed", error=str(error))
                if not cron._commit_progress(max(job.done - before, 0)):
                    return

    def _run_chunk(self, quiet=False):
        """Print the next records, with the rights of who asked for them.

        :param bool quiet: no activity tells of the end: the user waits for it
        """
        self.ensure_one()
        if self.method:
            return self._work_chunk(quiet)
        report = self.report_id
        ids = self.res_ids[self.done : self.done + CHUNK]
        records = (
            self.env[report.model]
            .with_user(self.user_id)
            .with_company(self.company_id)
            .browse(ids)
            .exists()
        )
        records.check_access("read")
        printer = (
            report.with_user(self.user_id)
            .with_company(self.company_id)
            .with_context(**(self.options or {}))
        )
        streams = printer._render_qweb_pdf_prepare_streams(
            report.report_name, {}, records.ids
        )
        vals_list = [
            {
                "name": f"{record.id} {record.display_name}.pdf",
                "res_model": self._name,
                "res_id": self.id,
                "raw": streams[record.id]["stream"].getvalue(),
                "mimetype": "application/pdf",
            }
            for record in records
        ]
        self.env["ir.attachment"].create(vals_list)
        self.write({"state": "running", "done": self.done + len(ids)})
        if self.done >= self.total:
            self._finish("done", quiet=quiet)

    def _work_chunk(self, quiet=False):
        """Call the method on the next records, with the rights of who asked."""
        ids = self.res_ids[self.done : self.done + WORK_CHUNK]
        if not self.method.startswith("_job_"):
            raise ValueError(self.method)
        records = (
            self.env[self.model]
            .with_user(self.user_id)
            .with_company(self.company_id)
            .with_context(mail_create_nolog=True, mail_notrack=True)
            .browse(ids)
            .exists()
        )
        made = getattr(records, self.method)(**(self.params or {}))
        if isinstance(made, dict):
            self._keep_result(made)
        self.write({"state": "running", "done": self.done + len(ids)})
        if self.done >= self.total:
            self._finish("done", quiet=quiet)

    def _keep_result(self, made):
        """Keep the file that a method has made, and what it says about it.

        :param dict made: name and content (bytes) of the file, note (str)
        """
        self.write(
            {
                "result_name": made["name"],
                "result": base64.b64encode(made["content"]),
            }
        )
        if made.get("note"):
            lines = made["note"].splitlines()
            self.message_post(body=Markup("<br/>").join(map(escape, lines)))

    def _finish(self, state, error=False, quiet=False):
        """Put the sheets into one archive and tell who asked for it."""
        self.ensure_one()
        vals = {"state": state, "error": error}
        if state == "done" and self.report_id:
            sheets = self.sheet_ids.sorted("id")
            if self.as_one:
                content, ending = merge_pdf([sheet.raw for sheet in sheets]), "pdf"
            else:
                content, ending = self._archive(sheets), "zip"
            vals["result"] = base64.b64encode(content)
            vals["result_name"] = f"{clean_filename(self.name)}.{ending}"
            self.sheet_ids.unlink()
        self.write(vals)
        if quiet:
            return
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self._summary(state),
            user_id=self.user_id.id,
        )

    def _summary(self, state):
        if self.method:
            return (
                self.env._("Ready: %s", self.name)
                if state == "done"
                else self.env._("Not finished: %s", self.name)
            )
        return (
            self.env._("The papers are ready")
            if state == "done"
            else self.env._("The papers could not be printed")
        )

    @api.model
    def _archive(self, sheets):
        """The sheets as single files of one archive.

        :param sheets: `ir.attachment` recordset
        :return: bytes
        """
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for sheet in sheets:
                archive.writestr(clean_filename(sheet.name), sheet.raw)
        return buffer.getvalue()
