@NullMarked
package dev.waybill.local;

import org.jspecify.annotations.NullMarked;
