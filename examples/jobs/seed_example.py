"""DAP-Lite's minimal example, as its README prints it; with PROCESSOR_ID in place of 1 where that is set, until no job is left."""

import os

from dap_lite.bnpdriver import BNPDriver

processor_id = int(os.environ.get("PROCESSOR_ID", "1"))
driver = BNPDriver()
worker_id = "local-12345"

while True:
    # Get the next job for processing
    job_id, src_uri = driver.get_next_job(processor_id=processor_id, worker_id=worker_id)

    if job_id:
        # Process the product (placeholder logic)
        success = "bad" not in src_uri

        if success:
            driver.report_finished(processor_id=processor_id, job_id=job_id)
        else:
            driver.report_failure(processor_id=processor_id, job_id=job_id, error_message="Processing failed.")
    else:
        print("No jobs available.")
        break

driver.close()
