/** The jobs workload: products of an Open Data Cube index, claimed by workers, each processed, updated or deleted once. */
@NullMarked
package dev.waybill.jobs;

import org.jspecify.annotations.NullMarked;
