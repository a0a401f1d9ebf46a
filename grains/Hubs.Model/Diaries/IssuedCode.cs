using System.Security.Cryptography;
using System.Text;

namespace Hubs.Model;

/// <summary>
/// Codes for appointments, holds and tickets: eight letters and digits made from the command's key, so a repeat makes the same code. No vowels
/// (no words), and of those that look alike only one: no 0 or O, no 1, I or L, no 5 or S, 8 but no B, 2 but no Z.
/// </summary>
internal static class IssuedCode
{
    private const string Alphabet = "2346789cdfghjkmnpqrtvwxy";

    private const int Length = 8;

    /// <summary>The first code of this command that is not taken yet.</summary>
    public static string Make(CommandId command, Func<string, bool> isTaken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var code = Make(attempt == 0 ? command.Value : $"{command.Value}#{attempt}");
            if (!isTaken(code))
                return code;
        }
    }

    /// <summary>As read out: "H7K2-M9XD".</summary>
    public static string Reference(string id)
    {
        var code = id.AsSpan(id.LastIndexOf('.') + 1);
        Span<char> upper = stackalloc char[code.Length];
        code.ToUpperInvariant(upper);
        return code.Length == Length ? $"{upper[..4]}-{upper[4..]}" : upper.ToString();
    }

    private static string Make(string seed)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(seed), hash);
        Span<char> code = stackalloc char[Length];
        var bits = BitConverter.ToUInt64(hash);
        for (var i = 0; i < Length; i++)
        {
            code[i] = Alphabet[(int)(bits % (ulong)Alphabet.Length)];
            bits /= (ulong)Alphabet.Length;
        }
        return code.ToString();
    }
}
