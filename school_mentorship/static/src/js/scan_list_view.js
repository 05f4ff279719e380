import { getDataURLFromFile } from "@web/core/utils/urls";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { registry } from "@web/core/registry";
import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { useService } from "@web/core/utils/hooks";

/**
 * A list of papers onto which scans are dropped: no widget of Odoo takes several files
 * for several records. What is in them, the server finds out.
 */
export class ScanListController extends ListController {
    setup() {
        super.setup();
        this.scanOrm = useService("orm");
        useDropzone(this.rootRef, (event) => this.takeScans(event));
    }

    /** @param {DragEvent} event with files */
    async takeScans(event) {
        const files = [];
        for (const file of event.dataTransfer.files) {
            const [, content] = (await getDataURLFromFile(file)).split(",");
            files.push({ name: file.name, content });
        }
        if (!files.length) {
            return;
        }
        const action = await this.scanOrm.call("mentorship.scan", "open_files", [files]);
        await this.actionService.doAction(action, { onClose: () => this.model.load() });
    }
}

registry.category("views").add("mentorship_scan_list", {
    ...listView,
    Controller: ScanListController,
});
