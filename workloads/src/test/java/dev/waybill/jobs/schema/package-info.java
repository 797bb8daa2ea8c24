@NullMarked
package dev.waybill.jobs.schema;

import org.jspecify.annotations.NullMarked;
