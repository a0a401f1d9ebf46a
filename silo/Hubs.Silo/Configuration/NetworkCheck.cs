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
    /// concluded from what they allow or rule out.
    /// </summary>
    internal static IEnumerable<Finding> Run(Network network, Func<object, bool> isDamaged)
    {
        var index = new NetworkIndex(network);
        return
        [
            .. IdCheck.Run(network),
            .. ReferenceCheck.Run(network, index),
            .. LinkCheck.Run(network, index),
            .. NumberCheck.Run(network),
            .. WeightCheck.Run(network),
            .. DurationCheck.Run(network),
            .. HoursCheck.Run(network, index),
            .. ClinicTimeCheck.Run(network, index),
            .. RoomFitCheck.Run(network, index, isDamaged),
            .. StaffingCheck.Run(network, index, isDamaged),
            .. AvailabilityCheck.Run(network, index, isDamaged),
        ];
    }
}
