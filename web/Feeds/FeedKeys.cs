using System.Security.Cryptography;
using System.Text;
using Hubs.Model;

namespace Hubs.Web.Feeds;

/// <summary>
/// Calendar programs cannot sign in, so a clinician's feed has an address nobody can guess. The key in it is made from the clinician's id
/// under a secret of this installation; nothing is stored per clinician.
/// Another secret ends every address given out.
/// </summary>
public sealed class FeedKeys(byte[] secret)
{
    private const int KeyBytes = 18;

    /// <summary>The address to subscribe to, for the clinician's own page.</summary>
    public string AddressOf(ClinicianId clinician) =>
        $"/feeds/clinicians/{clinician}.ics?key={KeyOf(clinician)}";

    public bool Opens(string? key, ClinicianId clinician) =>
        key is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(key),
            Encoding.UTF8.GetBytes(KeyOf(clinician))
        );

    private string KeyOf(ClinicianId clinician) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(clinician.Value)).AsSpan(0, KeyBytes)
        );
}
