@NullMarked
package dev.waybill.jobs.claim;

import org.jspecify.annotations.NullMarked;
