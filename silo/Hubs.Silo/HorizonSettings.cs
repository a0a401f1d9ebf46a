using Hubs.Grains;
using Microsoft.Extensions.Configuration;

namespace Hubs.Silo;

/// <summary>Section Horizon of the configuration: how hard the weeks of the rolling window are thought about.</summary>
internal static class HorizonSettings
{
    /// <exception cref="ConfigurationUnusableException">A setting makes no sense; the message says which.</exception>
    public static HorizonOptions In(IConfiguration configuration)
    {
        var options =
            configuration.GetSection("Horizon").Get<HorizonOptions>() ?? new HorizonOptions();
        string[] faults = [.. options.Faults()];
        return faults.Length == 0
            ? options
            : throw new ConfigurationUnusableException(string.Join('\n', faults));
    }
}
