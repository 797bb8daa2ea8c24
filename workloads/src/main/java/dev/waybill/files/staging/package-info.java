/** Chunks of files that are not complete yet: which are there, and where they lie on disk. */
@NullMarked
package dev.waybill.files.staging;

import org.jspecify.annotations.NullMarked;
