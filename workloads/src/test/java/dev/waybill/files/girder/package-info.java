/** The Girder client against the stand-in, well and unwell, and against answers recorded with a real service. */
@NullMarked
package dev.waybill.files.girder;

import org.jspecify.annotations.NullMarked;
