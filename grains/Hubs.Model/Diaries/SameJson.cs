using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hubs.Model;

/// <summary>
/// Equality of records that hold arrays (whose own equality is by reference): the same when written the same. For rare comparisons; a field
/// added later is compared without anybody thinking of it.
/// </summary>
internal static class SameJson
{
    public static bool Of<T>(T one, T other, JsonTypeInfo<T> type)
        where T : class =>
        ReferenceEquals(one, other)
        || JsonSerializer
            .SerializeToUtf8Bytes(one, type)
            .AsSpan()
            .SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, type));
}
