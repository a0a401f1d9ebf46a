using System.Globalization;

namespace Hubs.Bench;

/// <summary>"FILE FILE --seed 1 --out DIR": what stands alone, and what follows a name.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> named = [];

    public Arguments(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
                Alone.Add(args[i]);
            else if (i + 1 < args.Count)
                named[args[i]] = args[++i];
    }

    public List<string> Alone { get; } = [];

    public string? Text(string name) => named.GetValueOrDefault(name);

    public int Whole(string name, int otherwise) =>
        Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public double Number(string name, double otherwise) =>
        Text(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
