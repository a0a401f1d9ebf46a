using System.Reflection;
using System.Reflection.Emit;

namespace Hubs.LocalSilo.Runtime;

/// <summary>Generates the subclass of <see cref="Call"/> for one interface method.</summary>
internal static class CallClass
{
    private const MethodAttributes Override =
        MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    public static ConstructorInfo Generate(
        ModuleBuilder module,
        MethodInfo method,
        int index,
        out FieldInfo[] arguments
    )
    {
        Type? result = ReturnTypes.ResultOf(method.ReturnType);
        Type parent = result is null ? typeof(PlainCall) : typeof(Call<>).MakeGenericType(result);
        TypeBuilder type = module.DefineType(
            $"{method.Name}Call{index}",
            TypeAttributes.Public | TypeAttributes.Sealed,
            parent
        );
        FieldBuilder described = type.DefineField(
            "Method",
            typeof(CallMethod),
            FieldAttributes.Public | FieldAttributes.Static
        );
        FieldBuilder[] fields =
        [
            .. method
                .GetParameters()
                .Select(p =>
                    type.DefineField($"_{p.Name}", p.ParameterType, FieldAttributes.Public)
                ),
        ];

        DefineConstructor(type, parent, described);
        DefineInvoke(type, method, fields);
        DefineCopyArguments(type, fields);
        if (Array.Find(fields, f => f.FieldType == typeof(CancellationToken)) is { } token)
            DefineToken(type, token);

        Type call = type.CreateType();
        call.GetField("Method")!.SetValue(null, new CallMethod(method));
        arguments = [.. fields.Select(f => call.GetField(f.Name)!)];
        return call.GetConstructor([])!;
    }

    private static void DefineConstructor(TypeBuilder type, Type parent, FieldBuilder described)
    {
        ILGenerator il = type.DefineConstructor(
                MethodAttributes.Public,
                CallingConventions.HasThis,
                []
            )
            .GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldsfld, described);
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.NonPublic;
        il.Emit(OpCodes.Call, parent.GetConstructor(declared, [typeof(CallMethod)])!);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>((IDiaryGrain)target).Book(_command)</summary>
    private static void DefineInvoke(TypeBuilder type, MethodInfo method, FieldBuilder[] fields)
    {
        ILGenerator il = type.DefineMethod(
                nameof(Call.Invoke),
                Override,
                typeof(Task),
                [typeof(object)]
            )
            .GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (FieldBuilder field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }
        il.Emit(OpCodes.Callvirt, method);
        if (ReturnTypes.IsValueTask(method.ReturnType))
        {
            LocalBuilder value = il.DeclareLocal(method.ReturnType);
            il.Emit(OpCodes.Stloc, value);
            il.Emit(OpCodes.Ldloca, value);
            il.Emit(OpCodes.Call, method.ReturnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
        il.Emit(OpCodes.Ret);
    }

    private static void DefineCopyArguments(TypeBuilder type, FieldBuilder[] fields)
    {
        ILGenerator il = type.DefineMethod(
                nameof(Call.CopyArguments),
                Override,
                typeof(void),
                [typeof(MessageCopier)]
            )
            .GetILGenerator();
        MethodInfo copy = typeof(MessageCopier).GetMethod(nameof(MessageCopier.Copy))!;
        foreach (FieldBuilder field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Callvirt, copy.MakeGenericMethod(field.FieldType));
            il.Emit(OpCodes.Stfld, field);
        }
        il.Emit(OpCodes.Ret);
    }

    private static void DefineToken(TypeBuilder type, FieldBuilder token)
    {
        ILGenerator get = type.DefineMethod(
                $"get_{nameof(Call.Token)}",
                Override,
                typeof(CancellationToken),
                []
            )
            .GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, token);
        get.Emit(OpCodes.Ret);
        ILGenerator set = type.DefineMethod(
                $"set_{nameof(Call.Token)}",
                Override,
                typeof(void),
                [typeof(CancellationToken)]
            )
            .GetILGenerator();
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Stfld, token);
        set.Emit(OpCodes.Ret);
    }
}
