/** What the stand-in does, case by case, and that the vendor's own codec agrees. */
@NullMarked
package dev.waybill.local.handle;

import org.jspecify.annotations.NullMarked;
