/** Parked records in files a person can read, and back. */
@NullMarked
package dev.waybill.failure.file;

import org.jspecify.annotations.NullMarked;
