package dev.rostrum.lab.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rostrum.service.json.BadJsonException;

/** Documents of a form that varies, by which program wrote them. */
public final class ForeignJson {
    /** Takes also NaN, so that it can be told from broken JSON. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ForeignJson() {}

    /** The whole document. */
    public static JsonNode tree(String text) throws BadJsonException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadJsonException(e);
        }
    }
}
