@NullMarked
package dev.waybill.jobs.driver;

import org.jspecify.annotations.NullMarked;
