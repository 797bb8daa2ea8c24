@NullMarked
package dev.waybill.jobs.discover;

import org.jspecify.annotations.NullMarked;
