@NullMarked
package dev.waybill.jobs;

import org.jspecify.annotations.NullMarked;
