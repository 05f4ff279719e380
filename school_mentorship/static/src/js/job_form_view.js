import { onMounted, onWillUnmount } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { FormController } from "@web/views/form/form_controller";
import { formView } from "@web/views/form/form_view";

// How often the form looks at work in the background, in milliseconds.
const PAUSE = 2000;

/** A form that shows how work in the background gets on, without a reload. */
export class JobFormController extends FormController {
    setup() {
        super.setup();
        onMounted(() => {
            this.jobTimer = browser.setInterval(() => this.look(), PAUSE);
        });
        onWillUnmount(() => browser.clearInterval(this.jobTimer));
    }

    async look() {
        const { state } = this.model.root.data;
        if (["waiting", "running"].includes(state) && !document.hidden) {
            await this.model.load();
        }
    }
}

registry.category("views").add("mentorship_job_form", {
    ...formView,
    Controller: JobFormController,
});
