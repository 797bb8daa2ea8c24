/** A stand-in for Girder: the part of its REST interface that uploads need, as strict as the real one, with fault switches. */
@NullMarked
package dev.waybill.local.girder;

import org.jspecify.annotations.NullMarked;
