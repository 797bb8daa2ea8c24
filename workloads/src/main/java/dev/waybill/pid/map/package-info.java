/** From a STAC item to the handle records that stand for it and its files, field by field. */
@NullMarked
package dev.waybill.pid.map;

import org.jspecify.annotations.NullMarked;
