/** The commands of the files workload. */
@NullMarked
package dev.waybill.cli.files;

import org.jspecify.annotations.NullMarked;
