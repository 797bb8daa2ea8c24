/** What a worker in Java is written with. */
@NullMarked
package dev.waybill.jobs.driver;

import org.jspecify.annotations.NullMarked;
