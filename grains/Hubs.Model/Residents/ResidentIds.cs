using System.Globalization;

namespace Hubs.Model;

/// <summary>Ids of residents whose keys lie in a block: "k-BLOCK-12". Others, such as "r-...", have a key record of their own.</summary>
public static class ResidentIds
{
    public static ResidentId InBlock(string block, int place) =>
        new(string.Create(CultureInfo.InvariantCulture, $"k-{block}-{place}"));

    public static bool TryOfBlock(ResidentId id, out string block, out int place)
    {
        (block, place) = ("", 0);
        var text = id.Value;
        var dash = text.LastIndexOf('-');
        if (
            !text.StartsWith("k-", StringComparison.Ordinal)
            || dash < 3
            || !int.TryParse(
                text.AsSpan(dash + 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out place
            )
        )
            return false;
        block = text[2..dash];
        return true;
    }
}
