/** The HTTP API of the batch workload: models, jobs, uploads, and how the process fares. */
@NullMarked
package dev.waybill.server.batch;

import org.jspecify.annotations.NullMarked;
