/** The commands of product jobs. */
@NullMarked
package dev.waybill.cli.jobs;

import org.jspecify.annotations.NullMarked;
