@NullMarked
package dev.waybill.jobs.processor;

import org.jspecify.annotations.NullMarked;
