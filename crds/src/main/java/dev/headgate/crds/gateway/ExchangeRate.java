package dev.headgate.crds.gateway;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** What one unit of a currency is worth in another. */
@ApiObject
@ValidationRule(value = "self.from != self.to", message = "from and to are the same currency")
@ValidationRule(
    value = "double(self.rate) > 0.0 || !self.rate.matches('^[0-9]+([.][0-9]+)?$')",
    message = "rate must be larger than 0",
    fieldPath = ".rate")
public record ExchangeRate(
    @Doc(value = "Currency that is exchanged, an ISO 4217 code.", example = "CNY")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Required
        String from,
    @Doc(value = "Currency it is expressed in, an ISO 4217 code.", example = "USD")
        @Text(pattern = Patterns.CURRENCY, max = 16)
        @Required
        String to,
    @Doc(value = "The rate.", unit = "units of `to` for one of `from`", example = "\"0.1389\"")
        @Text(pattern = Patterns.RATE, max = 22)
        @Required
        Decimal rate) {}
