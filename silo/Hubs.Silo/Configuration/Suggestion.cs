namespace Hubs.Silo.Configuration;

/// <summary>Finds the word somebody probably meant.</summary>
internal static class Suggestion
{
    /// <summary>" (did you mean 'examination'?)", or, when nothing is near and the list is short, " (one of: ...)", or nothing.</summary>
    public static string For(string word, IEnumerable<string> known)
    {
        var words = known.Distinct(StringComparer.Ordinal).ToList();
        var nearest = words
            .Select(k => (Word: k, Distance: Distance(word, k)))
            .Where(n => n.Distance <= Math.Max(1, Math.Min(word.Length, n.Word.Length) / 3))
            .OrderBy(n => n.Distance)
            .ThenBy(n => n.Word, StringComparer.Ordinal)
            .Select(n => n.Word)
            .FirstOrDefault();
        if (nearest is not null)
            return $" (did you mean '{nearest}'?)";
        return words.Count is > 0 and <= 12 ? $" (one of: {string.Join(", ", words)})" : "";
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour, upper and lower case being the same.</summary>
    internal static int Distance(string from, string to)
    {
        var d = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= to.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= from.Length; i++)
        for (var j = 1; j <= to.Length; j++)
        {
            var change = Same(from[i - 1], to[j - 1]) ? 0 : 1;
            d[i, j] = Math.Min(
                Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1),
                d[i - 1, j - 1] + change
            );
            if (i > 1 && j > 1 && Same(from[i - 1], to[j - 2]) && Same(from[i - 2], to[j - 1]))
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }
        return d[from.Length, to.Length];
    }

    private static bool Same(char a, char b) =>
        char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
